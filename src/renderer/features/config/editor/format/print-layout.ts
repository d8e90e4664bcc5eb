import type { Element, Group, Head, Layout, Remark } from './read-layout.ts';

/** How a text is written. */
export interface Style {
  readonly lineEnd: '\n' | '\r\n';
  readonly hasTrailingCommas: boolean;
}

/** In columns; what was written on one line stays there while it fits. */
const lineWidth = 100;
const step = '  ';

/** Writes a layout down, two spaces a level. */
export function printLayout({ element, tail }: Layout, style: Style): string {
  const lines = [...printElement(element, '', '', style), ...tail.flatMap(printOwn(''))];
  return `${withoutFirstBlank(lines).join(style.lineEnd)}${style.lineEnd}`;
}

/** The lines of an element, its comments first. */
function printElement(element: Element, indent: string, comma: string, style: Style): string[] {
  const { own, inline } = splitLead(element.lead);
  const lines = own.flatMap(printOwn(indent));
  if (element.hasBlankBefore || inline.some(({ hasBlankBefore }) => hasBlankBefore)) lines.push('');
  const before = inline.map(({ text }) => `${text} `).join('');
  const begin = `${indent}${before}${printHead(element.head, `${style.lineEnd}${indent}${step}`)}`;
  const value = printValue(element.value, begin, indent, style);
  lines.push(`${begin}${value}${comma}${printTrail(element)}`);
  return lines;
}

/** Only the comments right before an element, and none that ends a line, can share its line. */
function splitLead(lead: readonly Remark[]): { own: readonly Remark[]; inline: readonly Remark[] } {
  const first = lead.findLastIndex(({ isInline }) => !isInline) + 1;
  return { own: lead.slice(0, first), inline: lead.slice(first) };
}

function printOwn(indent: string): (remark: Remark) => string[] {
  return ({ text, hasBlankBefore }) => [...(hasBlankBefore ? [''] : []), `${indent}${text}`];
}

/** Key and colon; a line comment among them moves what follows to the next line. */
function printHead(head: Head | undefined, nextLine: string): string {
  if (!head) return '';
  const put = (remarks: readonly Remark[]): string =>
    remarks.map(({ text, isLine }) => ` ${text}${isLine ? nextLine : ''}`).join('');
  const isBroken = head.afterColon.at(-1)?.isLine === true;
  return `${head.key}${put(head.beforeColon)}:${put(head.afterColon)}${isBroken ? '' : ' '}`;
}

function printTrail({ trail }: Element): string {
  return trail.map(({ text }) => ` ${text}`).join('');
}

function printValue(value: string | Group, begin: string, indent: string, style: Style): string {
  if (typeof value === 'string') return value;
  const flat = printFlat(value);
  const column = begin.length - (begin.lastIndexOf('\n') + 1);
  return flat !== undefined && column + flat.length < lineWidth
    ? flat
    : printBroken(value, indent, style);
}

/** One line for a group; undefined when something in it needs more. */
function printFlat({ open, openRemarks, elements, tail, wasBroken }: Group): string | undefined {
  if (wasBroken || openRemarks.length > 0) return undefined;
  const parts: string[] = [];
  for (const [index, element] of elements.entries()) {
    const value = typeof element.value === 'string' ? element.value : printFlat(element.value);
    if (value === undefined) return undefined;
    const lead = element.lead.map(({ text }) => `${text} `).join('');
    const comma = index < elements.length - 1 ? ',' : '';
    parts.push(`${lead}${printHead(element.head, '\n')}${value}${comma}${printTrail(element)}`);
  }
  const text = [...parts, ...tail.map((remark) => remark.text)].join(' ');
  if (/[\n\r\u2028\u2029]/.test(text) || hasLineComment(elements, tail)) return undefined;
  if (text === '') return open === '{' ? '{}' : '[]';
  return open === '{' ? `{ ${text} }` : `[${text}]`;
}

function hasLineComment(elements: readonly Element[], tail: readonly Remark[]): boolean {
  const all = elements.flatMap(({ lead, trail, head }) => [
    ...lead,
    ...trail,
    ...(head?.beforeColon ?? []),
    ...(head?.afterColon ?? []),
  ]);
  return [...all, ...tail].some(({ isLine }) => isLine);
}

function printBroken(group: Group, indent: string, style: Style): string {
  const inner = `${indent}${step}`;
  const { elements } = group;
  const lines = elements.flatMap((element, index) => {
    const needsComma = index < elements.length - 1 || style.hasTrailingCommas;
    return printElement(element, inner, needsComma ? ',' : '', style);
  });
  lines.push(...group.tail.flatMap(printOwn(inner)));
  const opening = [group.open, ...group.openRemarks.map(({ text }) => text)].join(' ');
  const closing = `${indent}${group.open === '{' ? '}' : ']'}`;
  return [opening, ...withoutFirstBlank(lines), closing].join(style.lineEnd);
}

function withoutFirstBlank(lines: readonly string[]): readonly string[] {
  return lines[0] === '' ? lines.slice(1) : lines;
}
