import { AppError } from '../../shared/errors/index.ts';
import { suggest } from '../config/suggest.ts';
import type { OptionSpec } from './command.ts';

/** Options that every command knows. */
export const globalOptions: Readonly<Record<string, OptionSpec>> = {
  'state-dir': {
    type: 'string',
    value: 'DIR',
    help: 'Where everything is kept (OPENCLAW_STATE_DIR).',
  },
  config: { type: 'string', value: 'FILE', help: 'The configuration (OPENCLAW_CONFIG_PATH).' },
  json: { type: 'boolean', help: 'Answer with JSON, for programs.' },
  help: { type: 'boolean', help: 'Show what a command does and how it is written.' },
};

export interface SplitCommand {
  /** Empty when no command was named. */
  readonly name: string;
  /** Everything else, options of before the command included. */
  readonly rest: readonly string[];
}

/**
 * Finds the command among the arguments: its one or two words may stand behind options that every
 * command knows. Commands are the names as in `people approve`.
 * @throws AppError CLI_COMMAND_UNKNOWN with the likely one.
 */
export function splitCommand(argv: readonly string[], commands: readonly string[]): SplitCommand {
  const at = indexOfWord(argv);
  const first = argv[at];
  if (first === undefined) return { name: '', rest: argv };
  const before = argv.slice(0, at);
  if (commands.includes(first)) return { name: first, rest: [...before, ...argv.slice(at + 1)] };

  const group = commands.filter((name) => name.startsWith(`${first} `));
  if (group.length === 0) throw unknown(first, commands);
  const second = argv[at + 1];
  if (second === undefined || second.startsWith('-')) {
    // A group alone means its list: `openclaw people`.
    return { name: group[0] ?? first, rest: [...before, ...argv.slice(at + 1)] };
  }
  const name = `${first} ${second}`;
  if (!group.includes(name)) throw unknown(name, commands);
  return { name, rest: [...before, ...argv.slice(at + 2)] };
}

/** Where the first argument stands that is neither an option nor the value of one. */
function indexOfWord(argv: readonly string[]): number {
  let index = 0;
  for (; index < argv.length; index += 1) {
    const argument = argv[index] ?? '';
    if (!argument.startsWith('-')) return index;
    const takesValue = globalOptions[argument.slice(2)]?.type === 'string';
    if (takesValue) index += 1;
  }
  return index;
}

function unknown(command: string, commands: readonly string[]): AppError {
  const [first = '', second] = command.split(' ');
  const candidates =
    second === undefined
      ? new Set(commands.flatMap((name) => name.split(' ')[0] ?? []))
      : commands
          .filter((name) => name.startsWith(`${first} `))
          .map((name) => name.slice(first.length + 1));
  const likely = suggest(second ?? first, candidates);
  const fix =
    likely === undefined
      ? '"openclaw help" lists all commands.'
      : `Did you mean "openclaw ${second === undefined ? likely : `${first} ${likely}`}"?`;
  return new AppError('CLI_COMMAND_UNKNOWN', { command, fix });
}
