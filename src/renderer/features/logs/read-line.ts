import { isRecord } from '../../../shared/is-record.ts';
import { levelOf } from '../../../shared/model/log-line.ts';
import type { LogLevel } from '../../../shared/protocol/logs.ts';

/** A line of the log, taken apart. A text that is none stands in `event` as it is. */
export interface ReadLine {
  readonly level: LogLevel | undefined;
  /** UTC milliseconds. */
  readonly at: number | undefined;
  readonly event: string;
  /** All else it says, in its order. */
  readonly fields: readonly (readonly [string, unknown])[];
  readonly turnId: string | undefined;
  readonly sessionKey: string | undefined;
}

/** Takes a line apart. */
export function readLine(text: string): ReadLine {
  const value = parse(text);
  if (!value) {
    return {
      ...{ level: levelOf(text), at: undefined, event: text, fields: [] },
      ...{ turnId: undefined, sessionKey: undefined },
    };
  }
  const { level: _level, time, event, ...rest } = value;
  const at = typeof time === 'string' ? Date.parse(time) : Number.NaN;
  return {
    level: levelOf(text),
    at: Number.isNaN(at) ? undefined : at,
    event: textOf(event) ?? '',
    fields: Object.entries(rest),
    turnId: textOf(rest['turnId']),
    sessionKey: textOf(rest['sessionKey']),
  };
}

/** Names of things that are only of use in full. */
const ids = new Set(['turnId', 'sessionKey']);

/** Fields in one line, as `code=X  reason=two words`; ids come last. */
export function summarize(fields: ReadLine['fields']): string {
  const sorted = [...fields].sort(([a], [b]) => Number(ids.has(a)) - Number(ids.has(b)));
  return sorted.map(([name, value]) => `${name}=${shortOf(value)}`).join('  ');
}

/** A value in full, over several lines where it is more than a word. */
export function fullOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (isRecord(value) && typeof value['stack'] === 'string') return value['stack'];
  return JSON.stringify(value, null, 2);
}

function shortOf(value: unknown): string {
  if (isRecord(value) && typeof value['message'] === 'string') return value['message'];
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
