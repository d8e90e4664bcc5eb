import { delay, systemClock } from '../../platform/clock.ts';
import type { CommandCall, CommandRun } from '../command.ts';
import { usageError } from '../failure.ts';

const usualLines = 100;
const mostLines = 5_000;
const pollMs = 500;

/** `openclaw logs [--follow]` */
export const runLogs: CommandRun = async (call) => {
  const limit = readLineCount(call);
  const link = await call.connect();
  const interrupted = call.flag('follow') ? call.io.interrupted : undefined;
  const show = (lines: readonly string[]): void => {
    for (const line of lines) call.io.out(`${call.isJson ? line : formatLogLine(line)}\n`);
  };
  let tail = await link.request('logs.tail', { limit });
  show(tail.lines);
  while (interrupted?.aborted === false) {
    // An abort ends the pause; the loop sees it.
    await delay(systemClock, pollMs, interrupted).catch(() => undefined);
    tail = await link.request('logs.tail', { cursor: tail.cursor, limit: mostLines });
    show(tail.lines);
  }
  return 0;
};

/** One line of the log as people read it: time, level, event, fields. What is no JSON stays. */
export function formatLogLine(line: string): string {
  const entry = parse(line);
  if (!entry) return line;
  const { time, level, event, msg, ...fields } = entry;
  const rest = Object.entries(fields)
    .filter(([key]) => key !== 'pid' && key !== 'hostname')
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const name = event ?? msg;
  return [formatTime(time), levelName(level), typeof name === 'string' ? name : '', ...rest]
    .join(' ')
    .trimEnd();
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    return typeof entry === 'object' && entry !== null ? { ...entry } : undefined;
  } catch {
    return undefined;
  }
}

function formatTime(time: unknown): string {
  const date = typeof time === 'number' || typeof time === 'string' ? new Date(time) : undefined;
  return date && !Number.isNaN(date.getTime()) ? date.toISOString() : '-';
}

/** Levels as pino counts them. */
function levelName(level: unknown): string {
  if (typeof level === 'string') return level.padEnd(5);
  if (typeof level !== 'number') return '     ';
  if (level >= 50) return 'error';
  if (level >= 40) return 'warn ';
  return level >= 30 ? 'info ' : 'debug';
}

function readLineCount(call: CommandCall): number {
  const count = Number(call.text('lines') ?? usualLines);
  if (Number.isInteger(count) && count >= 1) return Math.min(count, mostLines);
  throw usageError('--lines needs a number.', 'logs --lines 200');
}
