import { scanToken } from '../../../shared/json5/scan.ts';
import type { ArrayNode } from '../../../shared/json5/tree.ts';
import {
  blocksOf,
  endsInLineComment,
  isLineEnd,
  skipInlineSpace,
  spaceBefore,
  type Block,
} from './blocks.ts';
import { printValue } from './print.ts';
import type { Splice } from './splice.ts';
import { detectStyle, indentationAt, isFirstInLine, lineStart } from './text-style.ts';

/**
 * Brings the entries of a list in another order: for each place where its entry stands until now. What is
 * between the entries stays, commas too; each takes its own comments along.
 */
export function arrangeItems(
  text: string,
  list: ArrayNode,
  order: readonly number[],
): readonly Splice[] {
  const blocks = blocksOf(text, list);
  return blocks.flatMap((slot, place) => {
    const moved = blocks[order[place] ?? place];
    if (!moved || moved === slot) return [];
    return [{ start: slot.start, end: slot.end, text: textInSlot(text, moved, slot) }];
  });
}

function textInSlot(text: string, moved: Block, slot: Block): string {
  const written = withComma(text, moved, slot);
  // What follows in the line would become a part of the comment.
  const isSwallowing = endsInLineComment(tailOf(text, moved)) && !isLineEnd(text, slot.end);
  if (!isSwallowing) return written;
  return written + detectStyle(text).newline + indentationAt(text, slot.start);
}

/** An entry with its comments, and a comma where its new place needs one. */
function withComma(text: string, { start, body, comma, end }: Block, slot: Block): string {
  if (comma && slot.comma) return text.slice(start, end);
  if (comma) return text.slice(start, comma.start).trimEnd() + text.slice(comma.end, end);
  const [entry, tail] = [text.slice(start, body.end), text.slice(body.end, end)];
  if (!slot.comma) return entry + tail;
  const isOwnLine = isLineEnd(text, slot.end) || endsInLineComment(tail);
  // Between two entries of one line the comma says whose a comment is.
  return isOwnLine ? `${entry},${tail}` : `${entry}${tail},`;
}

function tailOf(text: string, { body, comma, end }: Block): string {
  return text.slice(comma?.end ?? body.end, end);
}

/** Puts a value in front of the entry at a place, written like its neighbours. */
export function insertItem(
  text: string,
  list: ArrayNode,
  place: number,
  value: unknown,
): readonly Splice[] {
  const block = blocksOf(text, list)[place];
  if (!block) return [];
  const { start } = block;
  const style = detectStyle(text);
  const isInline = !isFirstInLine(text, start);
  const baseIndent = isInline ? '' : indentationAt(text, start);
  const printed = printValue(value, style, { baseIndent, isInline });
  const space = isInline ? ' ' : style.newline + baseIndent;
  return [{ start, end: start, text: `${printed},${space}` }];
}

/** Takes an entry out, with its own comments, its comma and, when it stood alone there, its lines. */
export function deleteItem(text: string, list: ArrayNode, place: number): readonly Splice[] {
  const block = blocksOf(text, list)[place];
  if (!block) return [];
  const own = cut(text, block);
  if (block.comma) return [own];
  const next = scanToken(text, block.body.end);
  if (next.kind === ',') return [own, { start: next.start, end: next.end, text: '' }];
  const last = list.items[place - 1];
  const comma = last && scanToken(text, last.end);
  return comma ? [{ start: comma.start, end: comma.end, text: '' }, own] : [own];
}

function cut(text: string, { start, end, comma }: Block): Splice {
  const after = skipInlineSpace(text, end);
  const breakLength = /^(?:\r\n|\n|\r)/.exec(text.slice(after, after + 2))?.[0].length;
  const isFirst = isFirstInLine(text, start);
  if (isFirst && breakLength !== undefined)
    return { start: lineStart(text, start), end: after + breakLength, text: '' };
  const isTrailing = !isFirst && (comma === undefined || isLineEnd(text, after));
  return {
    start: isTrailing ? spaceBefore(text, start) : start,
    end: comma ? after : end,
    text: '',
  };
}
