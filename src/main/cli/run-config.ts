import { parseArgs } from 'node:util';
import { systemClock } from '../platform/clock.ts';
import { resolvePaths } from '../platform/paths.ts';
import { createSecretStore } from '../platform/secret-store.ts';
import type { Io } from './io.ts';

/** `openclaw config …`: works on the files, with or without a running gateway. */
export async function runConfig(rest: readonly string[], io: Io): Promise<number> {
  const { places, args } = takePlaces(rest);
  const paths = resolvePaths(places);
  const { runConfigCommand } = await import('./config/run-config-command.ts');
  return runConfigCommand(args, {
    io: {
      stdout: (line) => io.out(`${line}\n`),
      stderr: (line) => io.err(`${line}\n`),
    },
    configPath: paths.configPath,
    stateDir: paths.stateDir,
    env: process.env,
    clock: systemClock,
    secrets: createSecretStore(paths.credentialsDir),
  });
}

/** Takes --state-dir and --config out; everything else is for the command itself. */
function takePlaces(rest: readonly string[]): {
  places: { stateDir: string | undefined; configPath: string | undefined };
  args: readonly string[];
} {
  const places = { 'state-dir': { type: 'string' }, config: { type: 'string' } } as const;
  const { values, tokens } = parseArgs({
    args: [...rest],
    options: places,
    strict: false,
    tokens: true,
  });
  const taken = new Set<number>();
  for (const token of tokens) {
    if (token.kind !== 'option' || !(token.name in places)) continue;
    taken.add(token.index);
    if (token.inlineValue === false) taken.add(token.index + 1);
  }
  const text = (value: unknown): string | undefined =>
    typeof value === 'string' ? value : undefined;
  return {
    places: { stateDir: text(values['state-dir']), configPath: text(values.config) },
    args: rest.filter((_, index) => !taken.has(index)),
  };
}
