import { readEscape } from './escapes.ts';
import type { Span } from './tree.ts';

export type LooseKind =
  '{' | '}' | '[' | ']' | ':' | ',' | 'string' | 'number' | 'word' | 'comment';

/** A piece of a text that may be half typed. */
export interface LooseToken extends Span {
  readonly kind: LooseKind;
  /** What a string or a word says, a number as it is written; empty for all others. */
  readonly value: string;
  /** Not closed, or not what JSON5 allows. */
  readonly isBroken: boolean;
}

const space = /\s+/y;
const lineComment = /(?:\/\/|#)[^\n\r\u2028\u2029]*/y;
const strings = {
  '"': /"(?:[^"\\\n\r]|\\(?:\r\n|[^]))*/y,
  "'": /'(?:[^'\\\n\r]|\\(?:\r\n|[^]))*/y,
};
const plain = /(?:[^\s{}[\],:"'/]|\/(?![/*]))+/y;
const numberShape =
  /^[+-]?(?:Infinity|NaN|0x[\da-f]+|(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)$/i;
const wordShape =
  /^(?:[$_\p{ID_Start}]|\\u[\da-f]{4})(?:[$_\u200C\u200D\p{ID_Continue}]|\\u[\da-f]{4})*$/iu;

/**
 * Every token of a text, comments included, in one pass. It never fails: a text without its end
 * reaches to the end of its line, and what is no token is a broken word.
 */
export function listTokens(text: string): readonly LooseToken[] {
  const tokens: LooseToken[] = [];
  let at = endOf(space, text, 0);
  while (at < text.length) {
    const token = readToken(text, at);
    tokens.push(token);
    at = endOf(space, text, token.end);
  }
  return tokens;
}

/** Whether a text is the beginning or the whole of a name that needs no quotes. */
export function isPlainName(text: string): boolean {
  return wordShape.test(text);
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function readToken(text: string, start: number): LooseToken {
  const char = text[start] ?? '';
  switch (char) {
    case '{':
    case '}':
    case '[':
    case ']':
    case ':':
    case ',':
      return { kind: char, start, end: start + 1, value: '', isBroken: false };
    case '"':
    case "'":
      return readString(text, start, char);
    case '#':
      return comment(start, endOf(lineComment, text, start), true);
    default:
      return text.startsWith('//', start) || text.startsWith('/*', start)
        ? readComment(text, start)
        : readPlain(text, start);
  }
}

function comment(start: number, end: number, isBroken: boolean): LooseToken {
  return { kind: 'comment', start, end, value: '', isBroken };
}

function readComment(text: string, start: number): LooseToken {
  if (text.startsWith('//', start)) return comment(start, endOf(lineComment, text, start), false);
  const close = text.indexOf('*/', start + 2);
  return close < 0 ? comment(start, text.length, true) : comment(start, close + 2, false);
}

function readString(text: string, start: number, quote: '"' | "'"): LooseToken {
  const inner = endOf(strings[quote], text, start);
  const isClosed = text[inner] === quote;
  const value = decode(text.slice(start + 1, inner));
  return { kind: 'string', start, end: isClosed ? inner + 1 : inner, value, isBroken: !isClosed };
}

function readPlain(text: string, start: number): LooseToken {
  const end = Math.max(endOf(plain, text, start), start + 1);
  const source = text.slice(start, end);
  if (numberShape.test(source)) {
    return { kind: 'number', start, end, value: source, isBroken: false };
  }
  return { kind: 'word', start, end, value: decode(source), isBroken: !wordShape.test(source) };
}

/** The meaning of a text with escapes; an escape that is none stands for itself. */
function decode(source: string): string {
  if (!source.includes('\\')) return source;
  let value = '';
  for (let at = 0; at < source.length;) {
    const escape = source[at] === '\\' ? readEscape(source, at) : undefined;
    value += escape ? escape.value : (source[at] ?? '');
    at = escape?.end ?? at + 1;
  }
  return value;
}
