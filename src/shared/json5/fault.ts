import { AppError, type ErrorCode, type ErrorValues } from '../errors/index.ts';
import { createLineIndex } from './lines.ts';

/** A parse error of `text` at an offset, with line and column. */
export function syntaxFault(
  text: string,
  offset: number,
  code: ErrorCode,
  values: ErrorValues = {},
): AppError {
  const { line, column } = createLineIndex(text)(offset);
  return new AppError(code, values, { place: { line, column } });
}

/** What stands at an offset, short enough for a message. */
export function shownAt(text: string, offset: number): string {
  const word = /^[\p{L}\p{N}_$./:@-]{1,24}/u.exec(text.slice(offset, offset + 32))?.[0];
  return word ?? String.fromCodePoint(text.codePointAt(offset) ?? 0x20);
}
