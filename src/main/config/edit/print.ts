import type { TextStyle } from './text-style.ts';

/** Where a value is printed. */
export interface PrintPlace {
  /** Indentation of the line the value begins in. */
  readonly baseIndent: string;
  /** Everything on one line. */
  readonly isInline: boolean;
}

const bareKey = /^[A-Za-z_$][\w$]*$/;
const inlineListLength = 80;

/** Writes a value as JSON5 in the style of the text around it. */
export function printValue(value: unknown, style: TextStyle, place: PrintPlace): string {
  if (typeof value === 'string') return printText(value, style.quote);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (Array.isArray(value)) return printList(value, style, place);
  if (typeof value === 'object' && value !== null) return printObject(value, style, place);
  return value === true ? 'true' : value === false ? 'false' : 'null';
}

function printObject(value: object, style: TextStyle, place: PrintPlace): string {
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  const inner = indented(place, style);
  const parts = entries.map(
    ([key, child]) => `${printKey(key, style)}: ${printValue(child, style, inner)}`,
  );
  if (place.isInline) return `{ ${parts.join(', ')} }`;
  return wrapLines('{', parts, '}', style, place);
}

function printList(value: readonly unknown[], style: TextStyle, place: PrintPlace): string {
  if (value.length === 0) return '[]';
  const inline = value.map((item) => printValue(item, style, { ...place, isInline: true }));
  const isFlat = value.every((item) => typeof item !== 'object' || item === null);
  const isShort = isFlat && inline.join(', ').length <= inlineListLength;
  if (place.isInline || isShort) return `[${inline.join(', ')}]`;
  const parts = value.map((item) => printValue(item, style, indented(place, style)));
  return wrapLines('[', parts, ']', style, place);
}

function indented(place: PrintPlace, style: TextStyle): PrintPlace {
  return { ...place, baseIndent: place.baseIndent + style.indent };
}

function wrapLines(
  open: string,
  parts: readonly string[],
  close: string,
  style: TextStyle,
  place: PrintPlace,
): string {
  const start = style.newline + place.baseIndent + style.indent;
  // A file in plain JSON stays plain JSON: no comma after the last entry.
  const last = style.hasBareKeys ? ',' : '';
  const end = style.newline + place.baseIndent;
  return `${open}${start}${parts.join(`,${start}`)}${last}${end}${close}`;
}

/** Writes a key: without quotes where the text does so and the key allows it. */
export function printKey(key: string, style: TextStyle): string {
  return style.hasBareKeys && bareKey.test(key) ? key : printText(key, style.quote);
}

/** Writes a text in these quotes. */
export function printText(text: string, quote: '"' | "'"): string {
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
  if (quote === '"') return `"${escaped}"`;
  return `'${escaped.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
