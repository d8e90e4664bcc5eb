import { listTokens, type LooseToken } from '../../../../../shared/json5/list-tokens.ts';

/** A comment, and whether there was an empty line before it. */
export interface Remark {
  readonly text: string;
  readonly isLine: boolean;
  readonly hasBlankBefore: boolean;
  /** What follows stands on the same line. */
  readonly isInline: boolean;
}

export interface Group {
  readonly open: '{' | '[';
  /** On the line of the opening bracket. */
  readonly openRemarks: readonly Remark[];
  readonly elements: readonly Element[];
  /** Before the closing bracket. */
  readonly tail: readonly Remark[];
  /** The first element began on a line of its own. */
  readonly wasBroken: boolean;
}

export interface Element {
  /** Before the element, on lines of their own or inline. */
  readonly lead: readonly Remark[];
  readonly hasBlankBefore: boolean;
  /** Undefined in a list. */
  readonly head: Head | undefined;
  readonly value: string | Group;
  /** Behind it on its line. */
  readonly trail: readonly Remark[];
}

/** A key and its colon, with the comments around the colon. */
export interface Head {
  readonly key: string;
  readonly beforeColon: readonly Remark[];
  readonly afterColon: readonly Remark[];
}

/** The whole text: one element without a key, and what stands after it. */
export interface Layout {
  readonly element: Element;
  readonly tail: readonly Remark[];
}

interface Reader {
  readonly text: string;
  readonly tokens: readonly LooseToken[];
  at: number;
}

/** How a text is laid out, without its spaces and commas. The text has to parse. */
export function readLayout(text: string): Layout {
  const reader: Reader = { text, tokens: listTokens(text), at: 0 };
  const element = readElement(reader, readLead(reader), false);
  return { element, tail: readLead(reader) };
}

function readGroup(reader: Reader, open: '{' | '['): Group {
  const opened = reader.at;
  reader.at += 1;
  const firstToken = reader.tokens.findIndex(({ kind }, at) => at > opened && kind !== 'comment');
  const wasBroken = linesBetween(reader, opened, firstToken) > 0;
  const openRemarks = readTrail(reader);
  const elements: Element[] = [];
  let lead = readLead(reader);
  while (!isClosing(reader)) {
    elements.push(readElement(reader, lead, open === '{'));
    lead = readLead(reader);
  }
  reader.at += 1;
  return { open, openRemarks, elements, tail: lead, wasBroken };
}

function readElement(reader: Reader, lead: readonly Remark[], hasKey: boolean): Element {
  const hasBlankBefore = linesBetween(reader, reader.at - 1, reader.at) > 1;
  const head = hasKey ? readHead(reader) : undefined;
  const { kind, start, end } = tokenAt(reader, reader.at);
  let value: string | Group;
  if (kind === '{' || kind === '[') value = readGroup(reader, kind);
  else {
    value = reader.text.slice(start, end);
    reader.at += 1;
  }
  return { lead, hasBlankBefore, head, value, trail: readEnd(reader) };
}

function readHead(reader: Reader): Head {
  const { start, end } = tokenAt(reader, reader.at);
  reader.at += 1;
  const beforeColon = readRemarks(reader);
  reader.at += 1;
  return { key: reader.text.slice(start, end), beforeColon, afterColon: readRemarks(reader) };
}

/** The comma after an element and the comments on its line. */
function readEnd(reader: Reader): readonly Remark[] {
  const before = readTrail(reader, true);
  if (tokenAt(reader, reader.at).kind !== ',') return before;
  reader.at += 1;
  return before.at(-1)?.isLine ? before : [...before, ...readTrail(reader)];
}

/** Comments that end the line of the token before them; with `always` also those amid the line. */
function readTrail(reader: Reader, always = false): readonly Remark[] {
  let end = reader.at;
  while (tokenAt(reader, end).kind === 'comment' && linesBetween(reader, end - 1, end) === 0)
    end += 1;
  const endsLine = end >= reader.tokens.length || linesBetween(reader, end - 1, end) > 0;
  if (!always && !endsLine && !isLineComment(reader, end - 1)) return [];
  const remarks: Remark[] = [];
  while (reader.at < end) remarks.push(remarkAt(reader));
  return remarks;
}

/** Comments before an element; a comma that was left to its own line counts nothing. */
function readLead(reader: Reader): readonly Remark[] {
  const remarks = readRemarks(reader);
  if (tokenAt(reader, reader.at).kind !== ',') return remarks;
  reader.at += 1;
  return [...remarks, ...readRemarks(reader)];
}

function readRemarks(reader: Reader): readonly Remark[] {
  const remarks: Remark[] = [];
  while (tokenAt(reader, reader.at).kind === 'comment') remarks.push(remarkAt(reader));
  return remarks;
}

function remarkAt(reader: Reader): Remark {
  const { start, end } = tokenAt(reader, reader.at);
  const isLine = isLineComment(reader, reader.at);
  const hasBlankBefore = linesBetween(reader, reader.at - 1, reader.at) > 1;
  const isInline = !isLine && linesBetween(reader, reader.at, reader.at + 1) === 0;
  reader.at += 1;
  return { text: reader.text.slice(start, end).trimEnd(), isLine, hasBlankBefore, isInline };
}

const past: LooseToken = { kind: '}', start: 0, end: 0, value: '', isBroken: false };

function tokenAt({ tokens }: Reader, at: number): LooseToken {
  return tokens[at] ?? past;
}

function isClosing(reader: Reader): boolean {
  const { kind } = tokenAt(reader, reader.at);
  return kind === '}' || kind === ']';
}

function isLineComment(reader: Reader, at: number): boolean {
  const token = tokenAt(reader, at);
  return token.kind === 'comment' && !reader.text.startsWith('/*', token.start);
}

/** Ends of lines between two tokens; before the first and after the last one as if there were one. */
function linesBetween({ tokens, text }: Reader, first: number, second: number): number {
  const one = tokens[first];
  const two = tokens[second];
  if (!one || !two) return 1;
  return text.slice(one.end, two.start).match(/\r\n|[\n\r\u2028\u2029]/g)?.length ?? 0;
}
