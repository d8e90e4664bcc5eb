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

// As config/redact does in a text that does not parse: the name of the setting decides.
const secretBefore =
  /(?:token|secret|passw\w{0,32}|api_?key|credential\w{0,32}|private_?key)["']?\s{0,64}:[^,{}\n\r]{0,128}$/i;

/**
 * What stands at an offset, short enough for a message. A secret that somebody forgot to quote is told
 * to nobody: messages go to logs, events and support.
 */
export function shownAt(text: string, offset: number): string {
  const word = /^[\p{L}\p{N}_$./:@-]{1,24}/u.exec(text.slice(offset, offset + 32))?.[0];
  if (word === undefined) return String.fromCodePoint(text.codePointAt(offset) ?? 0x20);
  return word.length > 1 && secretBefore.test(text.slice(Math.max(0, offset - 256), offset))
    ? '…'
    : word;
}
