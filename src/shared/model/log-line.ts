import { logLevels, type LogLevel } from '../protocol/logs.ts';

/** Which lines of the log are wanted. What is left out does not narrow. */
export interface LogFilter {
  /** This level and above. */
  readonly level?: LogLevel | undefined;
  /** Anywhere in the line, in capitals or not. */
  readonly text?: string | undefined;
  /** The first word of an event’s name. */
  readonly component?: string | undefined;
  readonly turnId?: string | undefined;
  readonly sessionKey?: string | undefined;
}

const levelStart = '{"level":"';

/** The level of a line, which stands first in it, as the log writes it; undefined in any other text. */
export function levelOf(line: string): LogLevel | undefined {
  if (!line.startsWith(levelStart)) return undefined;
  const level = line.slice(levelStart.length, line.indexOf('"', levelStart.length));
  return logLevels.find((one) => one === level);
}

/** How grave a line is; one whose level nobody knows is always shown. */
export function rankOf(line: string): number {
  const level = levelOf(line);
  return level === undefined ? logLevels.length : logLevels.indexOf(level);
}

/** Says of a line, as it stands in the file, whether it is wanted. Lines are not taken apart for it. */
export function createLineFilter(filter: LogFilter): (line: string) => boolean {
  const lowest = filter.level === undefined ? 0 : logLevels.indexOf(filter.level);
  const text = filter.text?.toLowerCase();
  const parts = [
    filter.component === undefined ? undefined : `"event":"${filter.component}.`,
    fieldOf('turnId', filter.turnId),
    fieldOf('sessionKey', filter.sessionKey),
  ].filter((part) => part !== undefined);
  return (line) =>
    rankOf(line) >= lowest &&
    parts.every((part) => line.includes(part)) &&
    (text === undefined || line.toLowerCase().includes(text));
}

function fieldOf(name: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : `"${name}":${JSON.stringify(value)}`;
}
