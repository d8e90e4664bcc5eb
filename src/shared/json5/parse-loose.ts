import { limits } from '../config/limits.ts';
import { listTokens, type LooseToken } from './list-tokens.ts';
import { toNumber } from './scan.ts';
import type { Span } from './tree.ts';

export interface LooseScalar extends Span {
  readonly kind: 'scalar';
  /** A text without quotes that is none of the words JSON5 knows counts as text. */
  readonly value: string | number | boolean | null;
}

export interface LooseMember {
  readonly key: string;
  readonly keySpan: Span;
  /** Undefined while there is no colon. */
  readonly colon: number | undefined;
  /** Undefined while there is no value. */
  readonly value: LooseNode | undefined;
}

export interface LooseObject extends Span {
  readonly kind: 'object';
  readonly members: readonly LooseMember[];
  readonly isClosed: boolean;
}

export interface LooseArray extends Span {
  readonly kind: 'array';
  readonly items: readonly LooseNode[];
  readonly isClosed: boolean;
}

export type LooseNode = LooseScalar | LooseObject | LooseArray;

/** A text that may be half typed: what it holds as far as that can be told. */
export interface LooseText {
  readonly text: string;
  readonly tokens: readonly LooseToken[];
  readonly root: LooseNode | undefined;
}

interface Cursor {
  readonly text: string;
  /** Without comments. */
  readonly tokens: readonly LooseToken[];
  at: number;
  /** Brackets that are open around the place, outermost first. */
  readonly open: ('{' | '[')[];
}

/**
 * Parses a text that may be half typed. It never fails: a missing value is absent, a missing comma
 * or bracket is thought of, a bracket that fits nowhere is passed over. What is nested deeper than
 * the limit is passed over too.
 */
export function parseLoose(text: string): LooseText {
  const tokens = listTokens(text);
  const cursor: Cursor = {
    text,
    tokens: tokens.filter(({ kind }) => kind !== 'comment'),
    at: 0,
    open: [],
  };
  return { text, tokens, root: parseValue(cursor) };
}

/** The member with this key; of several the last one, which is the one that counts. */
export function memberOf(node: LooseNode | undefined, key: string): LooseMember | undefined {
  if (node?.kind !== 'object') return undefined;
  return node.members.findLast((member) => member.key === key);
}

/** The node at a path from the root. */
export function nodeAt(
  root: LooseNode | undefined,
  path: readonly (string | number)[],
): LooseNode | undefined {
  return path.reduce<LooseNode | undefined>((node, key) => {
    if (node?.kind === 'array') return node.items[Number(key)];
    return memberOf(node, String(key))?.value;
  }, root);
}

const words: Readonly<Record<string, LooseScalar['value']>> = {
  true: true,
  false: false,
  null: null,
};

function parseValue(cursor: Cursor): LooseNode | undefined {
  const token = cursor.tokens[cursor.at];
  switch (token?.kind) {
    case '{':
    case '[':
      if (cursor.open.length >= limits.config.depth) return undefined;
      return token.kind === '{' ? parseObject(cursor, token) : parseArray(cursor, token);
    case 'string':
    case 'number':
    case 'word':
      cursor.at += 1;
      return { kind: 'scalar', value: valueOf(token), start: token.start, end: token.end };
    default:
      return undefined;
  }
}

function valueOf({ kind, value }: LooseToken): LooseScalar['value'] {
  if (kind === 'number') return toNumber(value);
  if (kind === 'word' && Object.hasOwn(words, value)) return words[value] ?? null;
  return value;
}

/** Takes elements until the bracket closes, or until one of those around it does. */
function parseElements(cursor: Cursor, open: LooseToken, takeElement: () => void): Ending {
  const bracket = open.kind === '{' ? '{' : '[';
  const close = bracket === '{' ? '}' : ']';
  cursor.at += 1;
  cursor.open.push(bracket);
  const ending = (): Ending => {
    for (let token = cursor.tokens[cursor.at]; token; token = cursor.tokens[cursor.at]) {
      if (token.kind === close) {
        cursor.at += 1;
        return { end: token.end, isClosed: true };
      }
      const isOther = token.kind === '}' || token.kind === ']';
      if (isOther && cursor.open.includes(token.kind === '}' ? '{' : '[')) {
        return { end: token.start, isClosed: false };
      }
      const before = cursor.at;
      if (!isOther) takeElement();
      if (cursor.at === before) cursor.at += 1;
    }
    return { end: cursor.text.length, isClosed: false };
  };
  const found = ending();
  cursor.open.pop();
  return found;
}

interface Ending {
  readonly end: number;
  readonly isClosed: boolean;
}

function parseArray(cursor: Cursor, open: LooseToken): LooseArray {
  const items: LooseNode[] = [];
  const ending = parseElements(cursor, open, () => {
    const item = parseValue(cursor);
    if (item) items.push(item);
  });
  return { kind: 'array', items, start: open.start, ...ending };
}

function parseObject(cursor: Cursor, open: LooseToken): LooseObject {
  const members: LooseMember[] = [];
  const ending = parseElements(cursor, open, () => {
    const member = parseMember(cursor);
    if (member) members.push(member);
  });
  return { kind: 'object', members, start: open.start, ...ending };
}

function parseMember(cursor: Cursor): LooseMember | undefined {
  const key = cursor.tokens[cursor.at];
  if (key?.kind === '{' || key?.kind === '[') {
    // A value without a name: read, so that its brackets do not disturb, and dropped.
    parseValue(cursor);
    return undefined;
  }
  if (key?.kind !== 'string' && key?.kind !== 'word' && key?.kind !== 'number') return undefined;
  cursor.at += 1;
  const next = cursor.tokens[cursor.at];
  const colon = next?.kind === ':' ? next.start : undefined;
  if (colon !== undefined) cursor.at += 1;
  const value = hasValue(cursor, key, colon) ? parseValue(cursor) : undefined;
  return { key: key.value, keySpan: { start: key.start, end: key.end }, colon, value };
}

/** Tells the value of a member from the name of the next one, which may stand where it is missing. */
function hasValue(
  { tokens, at, text }: Cursor,
  key: LooseToken,
  colon: number | undefined,
): boolean {
  const token = tokens[at];
  if (!token) return false;
  if (token.kind === '{' || token.kind === '[') return true;
  const isOnLine = !/[\n\r]/.test(text.slice(colon ?? key.end, token.start));
  const isName = tokens[at + 1]?.kind === ':';
  return colon === undefined ? isOnLine && !isName : isOnLine || !isName;
}
