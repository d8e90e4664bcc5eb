import { limits } from '../../../shared/config/limits.ts';
import { codeName, insertedColumns, type Compiled } from './compile-job.ts';

/** A place in the code; lines and columns count from 1. */
export interface CodePlace {
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

const placePattern = new RegExp(`${codeName.replace('.', '\\.')}:(\\d{1,7}):(\\d{1,7})`);
const placeAtEnd = new RegExp(`\\s*\\[${codeName.replace('.', '\\.')}:\\d+:\\d+\\]$`);

/** Finds the first place of the code in a stack or message. */
export function findPlace(text: string, inserted: Compiled['inserted']): CodePlace {
  const [, line, column] = placePattern.exec(text) ?? [];
  if (line === undefined || column === undefined) return {};
  const shown = { line: Number(line), column: Number(column) };
  const isShifted = inserted?.line === shown.line && shown.column >= inserted.column;
  if (!isShifted) return shown;
  return { line: shown.line, column: Math.max(inserted.column, shown.column - insertedColumns) };
}

/** The words of an exception without the place that the compiler puts behind them, bounded. */
export function shortenMessage(message: string): string {
  return message.replace(placeAtEnd, '').slice(0, limits.sandbox.errorChars);
}
