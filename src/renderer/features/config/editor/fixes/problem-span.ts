import type { LooseText } from '../../../../../shared/json5/parse-loose.ts';
import type { Span } from '../../../../../shared/json5/tree.ts';

/** The offset of a line and column, both from 1; ends of texts and lines are kept to. */
export function offsetAt(text: string, line: number, column: number): number {
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  for (let at = 1; at < line; at += 1) {
    const end = /\r\n|\n|\r/.exec(text.slice(start));
    if (!end) return text.length;
    start += end.index + end[0].length;
  }
  return Math.min(start + column - 1, text.length);
}

/** What a problem at an offset is about: the token there, or the rest of the line. */
export function problemSpan({ text, tokens }: LooseText, offset: number): Span {
  const token = tokens.find(({ start, end }) => start <= offset && offset < end);
  if (token && token.kind !== 'comment') return { start: offset, end: token.end };
  const rest = /^[^\n\r]*/.exec(text.slice(offset))?.[0].trimEnd().length ?? 0;
  if (rest > 0) return { start: offset, end: offset + rest };
  const start = Math.max(0, offset - 1);
  return { start, end: Math.max(offset, start + 1) };
}
