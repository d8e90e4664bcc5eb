import { commandList } from './command-list.ts';
import type { CommandSpec, OptionSpec } from './command.ts';
import { globalOptions } from './split-command.ts';

/** How a command is written, without `openclaw` before it. */
export function usageOf(spec: CommandSpec): string {
  const options = Object.entries(spec.options ?? {}).map(
    ([name, option]) => `[${optionForm(name, option)}]`,
  );
  return [spec.name, ...(spec.args === undefined ? [] : [spec.args]), ...options].join(' ');
}

/** The page of one command. */
export function commandHelp(spec: CommandSpec): string {
  const own = spec.options ?? {};
  const all = { ...own, ...withoutKeys(globalOptions, own) };
  return [
    spec.summary,
    '',
    `  openclaw ${usageOf(spec)}`,
    '',
    ...columns(
      Object.entries(all).map(([name, option]) => [optionForm(name, option), option.help]),
    ),
    '',
  ].join('\n');
}

/** A command may mean something else by an option that every command has. */
function withoutKeys(
  options: Readonly<Record<string, OptionSpec>>,
  taken: Readonly<Record<string, OptionSpec>>,
): Record<string, OptionSpec> {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !(name in taken)));
}

/** The list of all commands. */
export function generalHelp(version: string): string {
  const rows = commandList.map(
    (spec) =>
      [spec.args === undefined ? spec.name : `${spec.name} ${spec.args}`, spec.summary] as const,
  );
  return [
    `OpenClaw Desktop ${version}: one assistant on every messenger.`,
    '',
    '  openclaw COMMAND [OPTIONS]',
    '',
    ...columns([
      ...rows,
      ['config COMMAND', 'Reads, checks and changes the configuration: openclaw config --help.'],
      ['version', 'The version of this program.'],
      ['help [COMMAND]', 'This list, or more about one command.'],
    ]),
    '',
    'Every command:',
    ...columns(
      Object.entries(globalOptions).map(([name, option]) => [
        optionForm(name, option),
        option.help,
      ]),
    ),
    '',
    'Exit codes: 0 done, 1 failed, 2 mistyped, 3 gateway not there, 4 refused, 5 not found,',
    '6 in the way of another (port, directory, newer change), 7 too much, 130 stopped by Ctrl-C.',
    '',
  ].join('\n');
}

function optionForm(name: string, option: OptionSpec): string {
  return option.value === undefined ? `--${name}` : `--${name} ${option.value}`;
}

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`);
}
