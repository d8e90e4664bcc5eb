import { parseArgs } from 'node:util';
import { toAppError } from '../../../shared/errors/index.ts';
import { createConfigService } from '../../config/service.ts';
import type { ConfigCommandContext, Subcommand } from './context.ts';
import { printError } from './output.ts';
import {
  explainConfig,
  getConfig,
  listHistory,
  planConfig,
  printSchema,
  validateConfig,
} from './read-commands.ts';
import { restoreConfig, setConfig, unsetConfig } from './write-commands.ts';

interface Entry {
  readonly run: Subcommand;
  readonly usage: string;
  readonly help: string;
  /** How many arguments it needs and takes. */
  readonly takes: readonly [least: number, most: number];
  readonly isWriting?: boolean;
}

const subcommands: Readonly<Record<string, Entry>> = {
  validate: { run: validateConfig, usage: 'validate', help: 'list what is wrong', takes: [0, 0] },
  get: { run: getConfig, usage: 'get [PATH]', help: 'show what is in effect', takes: [0, 1] },
  set: {
    run: setConfig,
    usage: 'set PATH VALUE',
    help: 'change one setting in its file',
    takes: [2, 2],
    isWriting: true,
  },
  unset: {
    run: unsetConfig,
    usage: 'unset PATH',
    help: 'take one setting out of its file',
    takes: [1, 1],
    isWriting: true,
  },
  explain: {
    run: explainConfig,
    usage: 'explain PATH',
    help: 'say where a value comes from',
    takes: [1, 1],
  },
  plan: {
    run: planConfig,
    usage: 'plan FILE',
    help: 'say what saving FILE as the configuration would do',
    takes: [1, 1],
  },
  history: { run: listHistory, usage: 'history', help: 'list the versions kept', takes: [0, 0] },
  restore: {
    run: restoreConfig,
    usage: 'restore N',
    help: 'bring version N back',
    takes: [1, 1],
    isWriting: true,
  },
  schema: { run: printSchema, usage: 'schema', help: 'print the JSON Schema', takes: [0, 0] },
};

/**
 * `openclaw config <subcommand> …`. Works on the files; a running gateway sees the change.
 * @param args what stands after `config`.
 * @returns the exit code: 0 done, 1 something is wrong, 2 the command was not understood.
 */
export async function runConfigCommand(
  args: readonly string[],
  context: ConfigCommandContext,
): Promise<number> {
  const { io } = context;
  const parsed = readArguments(args);
  if (!parsed) return printUsage(context);
  const { entry, rest, isJson, isForced } = parsed;
  const service = createConfigService({
    ...context,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    watchDirectory: () => ({ close: () => undefined }),
    keepsHistory: entry.isWriting ?? false,
  });
  try {
    await service.start();
    return await entry.run(rest, { io, service, isJson, isForced });
  } catch (thrown) {
    printError(io, toAppError(thrown), isJson);
    return 1;
  } finally {
    await service.stop();
  }
}

interface Arguments {
  readonly entry: Entry;
  readonly rest: readonly string[];
  readonly isJson: boolean;
  readonly isForced: boolean;
}

function readArguments(args: readonly string[]): Arguments | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: protectNegative(args),
      options: { json: { type: 'boolean' }, force: { type: 'boolean' }, help: { type: 'boolean' } },
      allowPositionals: true,
    });
    const [name = '', ...rest] = positionals;
    const entry = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
    if (!entry || values.help || rest.length < entry.takes[0] || rest.length > entry.takes[1]) {
      return undefined;
    }
    return { entry, rest, isJson: values.json ?? false, isForced: values.force ?? false };
  } catch {
    return undefined;
  }
}

/** A value such as -5 is no option: what follows `set PATH` is taken as it is. */
function protectNegative(args: readonly string[]): string[] {
  const at = args.findIndex((arg) => /^-\d/.test(arg));
  if (at < 0 || args.includes('--')) return [...args];
  const options = args.filter((arg, index) => index !== at && arg.startsWith('--'));
  const others = args.filter((arg, index) => index === at || !arg.startsWith('--'));
  return [...options, '--', ...others];
}

function printUsage({ io }: ConfigCommandContext): number {
  io.stderr('usage: openclaw config <command> [--json] [--force]');
  for (const { usage, help } of Object.values(subcommands)) {
    io.stderr(`  ${usage.padEnd(16)} ${help}`);
  }
  return 2;
}
