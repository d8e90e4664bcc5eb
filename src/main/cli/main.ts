import { AppError } from '../../shared/errors/index.ts';
import { resolvePaths } from '../platform/paths.ts';
import { programVersion } from '../platform/version.ts';
import { commandList } from './command-list.ts';
import type { CommandCall, CommandSpec } from './command.ts';
import { reportFailure } from './failure.ts';
import type { GatewayLink } from './gateway-link.ts';
import { commandHelp, generalHelp } from './help.ts';
import { createProcessIo, type Io } from './io.ts';
import { parseOptions, type ParsedOptions } from './parse-options.ts';
import { splitCommand } from './split-command.ts';

const ownNames = ['config', 'version', 'help'];
const names = [...commandList.map((spec) => spec.name), ...ownNames];

/**
 * The program `openclaw`.
 * @param argv the arguments without Node and program.
 * @returns the exit code; failures are reported, never thrown.
 */
export async function main(argv: readonly string[], io: Io = createProcessIo()): Promise<number> {
  try {
    if (argv.length === 1 && argv[0] === '--version') return showVersion(io, false);
    const { name, rest } = splitCommand(argv, names);
    return await runNamed(name, rest, io);
  } catch (error) {
    return reportFailure(error, io, wantsJson(argv));
  }
}

/** `tools run` gets arguments behind `--json`; they are no wish for an answer in JSON. */
function wantsJson(argv: readonly string[]): boolean {
  const index = argv.indexOf('--json');
  return index >= 0 && argv[index + 1]?.startsWith('{') !== true;
}

async function runNamed(name: string, rest: readonly string[], io: Io): Promise<number> {
  const spec = commandList.find((command) => command.name === name);
  if (spec) return runCommand(spec, parseOptions(spec, rest), io);
  switch (name) {
    case 'version':
      return showVersion(io, rest.includes('--json'));
    case 'help':
      return showHelp(rest, io);
    case 'config':
      return (await import('./run-config.ts')).runConfig(rest, io);
    default:
      io.out(generalHelp(programVersion));
      return rest.length === 0 || rest.includes('--help') ? 0 : 2;
  }
}

async function runCommand(spec: CommandSpec, options: ParsedOptions, io: Io): Promise<number> {
  if (options.flag('help')) {
    io.out(commandHelp(spec));
    return 0;
  }
  const isJson = options.flag('json');
  const paths = resolvePaths({
    stateDir: options.text('state-dir'),
    configPath: options.text('config'),
  });
  let link: GatewayLink | undefined;
  const call: CommandCall = {
    ...options,
    isJson,
    paths,
    io,
    async connect() {
      const { connectToGateway } = await import('./find-gateway.ts');
      return (link ??= await connectToGateway(paths, programVersion));
    },
    print: (data, text) => io.out(isJson ? `${JSON.stringify(data)}\n` : text),
  };
  try {
    return await (
      await spec.load()
    )(call);
  } finally {
    link?.close();
  }
}

function showVersion(io: Io, isJson: boolean): number {
  const { version: node } = process;
  io.out(
    isJson
      ? `${JSON.stringify({ version: programVersion, node })}\n`
      : `openclaw ${programVersion} (Node ${node})\n`,
  );
  return 0;
}

function showHelp(rest: readonly string[], io: Io): number {
  const words = rest.filter((word) => !word.startsWith('-'));
  if (words.length === 0) {
    io.out(generalHelp(programVersion));
    return 0;
  }
  const { name } = splitCommand(words, names);
  const spec = commandList.find((command) => command.name === name);
  if (!spec)
    throw new AppError('CLI_COMMAND_UNKNOWN', {
      command: name,
      fix: `Try "openclaw ${name} --help".`,
    });
  io.out(commandHelp(spec));
  return 0;
}

// Also when Node is given this very file; the launcher `bin/openclaw.mjs` calls `main` itself.
if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
