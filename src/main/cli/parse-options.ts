import { parseArgs } from 'node:util';
import { suggest } from '../config/suggest.ts';
import type { CommandSpec } from './command.ts';
import { usageError } from './failure.ts';
import { usageOf } from './help.ts';
import { globalOptions } from './split-command.ts';

export interface ParsedOptions {
  readonly positionals: readonly string[];
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
  flag(name: string): boolean;
}

/**
 * Reads the arguments of one command.
 * @throws AppError CLI_USAGE that says how the command is written.
 */
export function parseOptions(spec: CommandSpec, args: readonly string[]): ParsedOptions {
  const known = { ...globalOptions, ...spec.options };
  const options = Object.fromEntries(
    Object.entries(known).map(([name, { type, isMany = false }]) => [
      name,
      { type, multiple: isMany },
    ]),
  );
  const { values, positionals } = parse(spec, args, options);
  const { least, most } = spec.count ?? { least: 0, most: 0 };
  if (values['help'] !== true && (positionals.length < least || positionals.length > most)) {
    const reason = positionals.length < least ? 'Something is missing.' : 'That is too much.';
    throw usageError(reason, usageOf(spec));
  }
  return {
    positionals,
    text(name) {
      const value = values[name];
      return typeof value === 'string' ? value : undefined;
    },
    texts(name) {
      const value = values[name];
      return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
    },
    flag: (name) => values[name] === true,
  };
}

function parse(
  spec: CommandSpec,
  args: readonly string[],
  options: Record<string, { type: 'string' | 'boolean'; multiple: boolean }>,
): { values: Record<string, unknown>; positionals: readonly string[] } {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, unknown] = /^Unknown option '(-[^']*)'/.exec(message) ?? [];
    if (unknown === undefined) throw usageError(firstSentence(message), usageOf(spec));
    const likely = suggest(unknown.replace(/^-+/, ''), Object.keys(options));
    const fix = likely === undefined ? '' : ` Did you mean --${likely}?`;
    throw usageError(`There is no option ${unknown}.${fix}`, usageOf(spec));
  }
}

function firstSentence(message: string): string {
  return `${message.split(/[.\n]/)[0] ?? message}.`;
}
