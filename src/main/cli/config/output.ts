import { relative } from 'node:path';
import type { ConfigProblem } from '../../../shared/config/problem.ts';
import type { AppError } from '../../../shared/errors/index.ts';
import type { PlannedEffect, ValueSource } from '../../config/service-types.ts';
import type { CommandIo } from './context.ts';

/** A place as `file:line:column`, as terminals and editors understand it. */
function placeWords(place: {
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}): string {
  const file = place.file === undefined ? undefined : shortest(place.file);
  return [file, place.line, place.column].filter((part) => part !== undefined).join(':');
}

function shortest(file: string): string {
  const near = relative(process.cwd(), file);
  return near !== '' && near.length < file.length ? near : file;
}

/** A problem as it is shown to a person. */
function problemLines(problem: ConfigProblem): readonly string[] {
  const place = placeWords(problem);
  const where = place === '' ? '' : `${place} `;
  return [`${where}${problem.severity}: ${problem.message}`, `  ${problem.hint}`];
}

export function printProblems(io: CommandIo, problems: readonly ConfigProblem[]): void {
  for (const line of problems.flatMap(problemLines)) io.stderr(line);
}

/** An error of a command, as lines or as JSON. */
export function printError(io: CommandIo, error: AppError, isJson: boolean): void {
  const { code, message, hint, place } = error;
  if (isJson) {
    io.stdout(JSON.stringify({ ok: false, error: { code, message, hint, ...place } }));
    return;
  }
  const where = place ? placeWords(place) : '';
  io.stderr(`${where === '' ? '' : `${where} `}error: ${message}`);
  io.stderr(`  ${hint}`);
}

/** A value: text as it is, everything else as JSON. */
export function valueWords(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, undefined, 2);
}

/** What a change does, in words. */
export function effectWords({ path, code, subject = '' }: PlannedEffect): string {
  switch (code) {
    case 'live':
      return `${path}: counts at once`;
    case 'agent.added':
      return `${path}: agent ${subject} is added`;
    case 'agent.removed':
      return `${path}: agent ${subject} is removed`;
    case 'agent.next-turn':
      return subject === ''
        ? `${path}: counts from the next turn`
        : `${path}: agent ${subject} uses it from its next turn`;
    case 'channel.added':
      return `${path}: channel ${subject} is started`;
    case 'channel.removed':
      return `${path}: channel ${subject} is stopped`;
    case 'channel.restarted':
      return `${path}: channel ${subject} restarts`;
    case 'listener.re-bound':
      return `${path}: the port is bound again`;
  }
}

/** Where a value comes from, in words. */
export function sourceWords(source: ValueSource): string {
  const place = placeWords(source);
  const names = (source.variables ?? []).join(', ');
  switch (source.kind) {
    case 'default':
      return 'the default';
    case 'file':
    case 'include':
      return place;
    case 'env':
      return `${place}, from the environment (${names})`;
    case 'secret':
      return `${place}, from the secret store (${names})`;
  }
}
