import { scanToken, skipComment } from '../../../shared/json5/scan.ts';
import type { ArrayNode, Span } from '../../../shared/json5/tree.ts';

/**
 * An entry of a list with the comments that are its own: directly above it without a blank line between,
 * in front of it in its line, and at the end of its line.
 */
export interface Block extends Span {
  /** The entry alone. */
  readonly body: Span;
  /** Its comma, where that stands in the line in which the entry ends. */
  readonly comma: Span | undefined;
}

const lineBreak = /\r\n|[\n\r\u2028\u2029]/g;

/** The entries of a list, each with its own comments. They do not overlap. */
export function blocksOf(text: string, list: ArrayNode): readonly Block[] {
  let from = list.start + 1;
  return list.items.map((body) => {
    const start = startOfLead(text, from, body.start);
    const next = scanToken(text, body.end);
    const hasComma = next.kind === ',';
    from = hasComma ? next.end : body.end;
    const isInLine = hasComma && countBreaks(text.slice(body.end, next.start)) === 0;
    if (!isInLine) return { start, body, comma: undefined, end: endOfLineContent(text, body.end) };
    return { start, body, comma: next, end: endOfTail(text, next.end) };
  });
}

/** Where the comments begin that belong to what stands at `start`; none of them before `from`. */
function startOfLead(text: string, from: number, start: number): number {
  let at = start;
  for (const comment of commentsBetween(text, from, start).reverse()) {
    const breaks = countBreaks(text.slice(comment.end, at));
    // At the end of a line it belongs to what stands before it there.
    if (breaks > 1 || (breaks === 1 && !beginsLine(text, comment.start))) return at;
    at = comment.start;
  }
  return at;
}

function commentsBetween(text: string, from: number, to: number): Span[] {
  const found: Span[] = [];
  for (let at = skipSpace(text, from); at < to; at = skipSpace(text, at)) {
    const end = skipComment(text, at);
    if (end === at) break;
    found.push({ start: at, end });
    at = end;
  }
  return found;
}

/** Comments behind a comma belong to what stands before it when the line ends with them. */
function endOfTail(text: string, offset: number): number {
  const end = endOfLineContent(text, offset);
  return isLineEnd(text, skipInlineSpace(text, end)) ? end : offset;
}

/** Whether nothing but space stands between a line break and `offset`. */
function beginsLine(text: string, offset: number): boolean {
  let at = offset;
  while (at > 0 && /\s/.test(text[at - 1] ?? '')) at -= 1;
  return countBreaks(text.slice(at, offset)) > 0;
}

function countBreaks(space: string): number {
  return space.match(lineBreak)?.length ?? 0;
}

/** Whether a line ends at `offset`. */
export function isLineEnd(text: string, offset: number): boolean {
  return /[\n\r\u2028\u2029]/.test(text[offset] ?? '');
}

/** Where the space and comments that follow in the same line end; without space at the end. */
export function endOfLineContent(text: string, offset: number): number {
  let end = offset;
  for (;;) {
    const start = skipInlineSpace(text, end);
    const after = skipComment(text, start);
    if (after === start || countBreaks(text.slice(start, after)) > 0) return end;
    end = after;
  }
}

/** Past space, but not into the next line. */
export function skipInlineSpace(text: string, offset: number): number {
  return endOf(/[^\S\n\r\u2028\u2029]*/y, text, offset);
}

function skipSpace(text: string, offset: number): number {
  return endOf(/\s*/y, text, offset);
}

function endOf(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  pattern.test(text);
  return pattern.lastIndex;
}

/** Where the space in front of `offset` begins in its line. */
export function spaceBefore(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && /[^\S\n\r\u2028\u2029]/.test(text[start - 1] ?? '')) start -= 1;
  return start;
}

/** Whether a text ends in a comment that only the end of the line closes. */
export function endsInLineComment(text: string): boolean {
  let at = 0;
  while (at < text.length) {
    const start = skipSpace(text, at);
    const end = skipComment(text, start);
    if (end === start) return false;
    if (end >= text.length) return text.startsWith('//', start);
    at = end;
  }
  return false;
}
