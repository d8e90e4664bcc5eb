import { scanToken, skipTrivia } from '../../../shared/json5/scan.ts';
import type { ArrayNode, ObjectNode, Span } from '../../../shared/json5/tree.ts';
import { endOfLineContent, skipInlineSpace, spaceBefore } from './blocks.ts';
import { printKey, printValue } from './print.ts';
import type { Splice } from './splice.ts';
import {
  detectStyle,
  indentationAt,
  isFirstInLine,
  lineStart,
  type TextStyle,
} from './text-style.ts';

/** The elements of an object or a list as spans; a member begins with its key. */
function elementsOf(node: ObjectNode | ArrayNode): readonly Span[] {
  if (node.kind === 'array') return node.items;
  return node.members.map(({ keySpan, value }) => ({ start: keySpan.start, end: value.end }));
}

/** What is put in: a value or the text of one, with a key when it goes into an object. */
export interface NewElement {
  readonly key?: string;
  readonly value: unknown;
  /** Written in place of `value`, by the indentation of its line. */
  readonly print?: (baseIndent: string) => string;
}

/** Adds an element at the end of an object or a list, written like its neighbours. */
export function insertElement(
  text: string,
  node: ObjectNode | ArrayNode,
  element: NewElement,
): readonly Splice[] {
  const style = detectStyle(text);
  const last = elementsOf(node).at(-1);
  if (!last) return insertFirst(text, node, element, style);
  const comma = scanToken(text, last.end);
  const hasComma = comma.kind === ',';
  if (!isFirstInLine(text, last.start)) {
    const printed = printElement(element, style, { baseIndent: '', isInline: true });
    return hasComma ? [insertAt(comma.end, ` ${printed},`)] : [insertAt(last.end, `, ${printed}`)];
  }
  const indent = indentationAt(text, last.start);
  const printed = printElement(element, style, { baseIndent: indent, isInline: false });
  const end = endOfLineContent(text, hasComma ? comma.end : last.end);
  const line = `${style.newline}${indent}${printed}`;
  if (hasComma) return [insertAt(end, `${line},`)];
  if (end === last.end) return [insertAt(end, `,${line}`)];
  return [insertAt(last.end, ','), insertAt(end, line)];
}

function insertAt(offset: number, text: string): Splice {
  return { start: offset, end: offset, text };
}

function printElement(
  { key, value, print }: NewElement,
  style: TextStyle,
  place: { readonly baseIndent: string; readonly isInline: boolean },
): string {
  const printed = print?.(place.baseIndent) ?? printValue(value, style, place);
  return key === undefined ? printed : `${printKey(key, style)}: ${printed}`;
}

/** The first element of an empty object or list; comments in it stay before it. */
function insertFirst(
  text: string,
  node: ObjectNode | ArrayNode,
  element: NewElement,
  style: TextStyle,
): readonly Splice[] {
  const inner = text.slice(node.start + 1, node.end - 1);
  const isRoot = skipTrivia(text, 0) === node.start;
  const isInline = !/[\n\r\u2028\u2029]/.test(inner) && !(isRoot && node.kind === 'object');
  const contentEnd = node.start + 1 + inner.trimEnd().length;
  if (isInline) {
    const space = node.kind === 'object' || inner.trim() !== '' ? ' ' : '';
    const printed = printElement(element, style, { baseIndent: '', isInline });
    const after = node.kind === 'object' && contentEnd === node.end - 1 ? ' ' : '';
    return [insertAt(contentEnd, `${space}${printed}${after}`)];
  }
  const baseIndent = indentationAt(text, node.start);
  const indent = baseIndent + style.indent;
  const printed = printElement(element, style, { baseIndent: indent, isInline });
  const comma = style.hasBareKeys ? ',' : '';
  const hasNewline = /[\n\r]/.test(text.slice(contentEnd, node.end));
  const after = hasNewline ? '' : `${style.newline}${baseIndent}`;
  return [insertAt(contentEnd, `${style.newline}${indent}${printed}${comma}${after}`)];
}

/**
 * Takes a member out, with its comma and, when it stood alone there, its line. Comments stay: of a single
 * setting nobody but their author knows what they belong to.
 */
export function deleteMember(text: string, node: ObjectNode, index: number): readonly Splice[] {
  const elements = elementsOf(node);
  const element = elements[index];
  if (!element) return [];
  const next = scanToken(text, element.end);
  if (next.kind === ',') {
    return joinSplices([cut(text, element, next), { start: next.start, end: next.end, text: '' }]);
  }
  const before = elements[index - 1];
  const comma = before && scanToken(text, before.end);
  const own = cut(text, element, undefined);
  if (comma?.kind !== ',') return [own];
  return joinSplices([{ start: comma.start, end: comma.end, text: '' }, own]);
}

/** The span of an element with the space that only served it. */
function cut(text: string, element: Span, comma: Span | undefined): Splice {
  const touchesComma = comma !== undefined && text.slice(element.end, comma.start).trim() === '';
  const end = touchesComma ? comma.end : element.end;
  const afterSpace = skipInlineSpace(text, end);
  const isLineEnd = /^(?:\r\n|\n|\r)/.exec(text.slice(afterSpace, afterSpace + 2))?.[0];
  if (isLineEnd !== undefined && isFirstInLine(text, element.start) && (touchesComma || !comma)) {
    const start = lineStart(text, element.start);
    return { start, end: afterSpace + isLineEnd.length, text: '' };
  }
  const isTrailing = comma === undefined && !isFirstInLine(text, element.start);
  const start = isTrailing ? spaceBefore(text, element.start) : element.start;
  return { start, end: touchesComma ? afterSpace : end, text: '' };
}

/** Drops a splice that lies within another one. */
function joinSplices(splices: readonly Splice[]): readonly Splice[] {
  return splices.filter(
    (splice) =>
      !splices.some(
        (other) => other !== splice && other.start <= splice.start && other.end >= splice.end,
      ),
  );
}
