import { shownAt, syntaxFault } from './fault.ts';
import { readEscape } from './escapes.ts';

type TokenKind = '{' | '}' | '[' | ']' | ':' | ',' | 'string' | 'number' | 'word' | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** The meaning of a string, a number or a word; undefined for punctuation. */
  readonly value: string | number | undefined;
}

// Sticky expressions look at one place and never back; each ends in one pass over its match.
const space = /[\s\uFEFF]+/y;
const lineComment = /\/\/[^\n\r\u2028\u2029]*/y;
const numberShape =
  /[+-]?(?:Infinity|NaN|0[xX][\da-fA-F]+|(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)/y;
const wordStart = /[$_\p{ID_Start}]/uy;
const wordRun = /[$_\u200C\u200D\p{ID_Continue}]+/uy;
const plainRun = { '"': /[^"\\\n\r]+/y, "'": /[^'\\\n\r]+/y };
const smartQuotes = '“”‘’„«»';

/** Matches a sticky expression at an offset and gives where the match ends, or the offset itself. */
function endOfMatch(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : offset;
}

/** Where the space and the comments that begin at `offset` end. Throws on an open comment. */
export function skipTrivia(text: string, offset: number): number {
  let at = offset;
  for (;;) {
    const afterSpace = endOfMatch(space, text, at);
    const after = skipComment(text, afterSpace);
    if (after === at) return at;
    at = after;
  }
}

/** Where the comment that begins at `offset` ends, or `offset` when there is none. */
export function skipComment(text: string, offset: number): number {
  if (text.startsWith('//', offset)) return endOfMatch(lineComment, text, offset);
  if (!text.startsWith('/*', offset)) return offset;
  const end = text.indexOf('*/', offset + 2);
  if (end < 0) throw syntaxFault(text, offset, 'CONFIG_COMMENT_OPEN');
  return end + 2;
}

/** Reads the token at or after `offset`, past space and comments. */
export function scanToken(text: string, offset: number): Token {
  const start = skipTrivia(text, offset);
  const char = text[start];
  switch (char) {
    case undefined:
      return { kind: 'end', start, end: start, value: undefined };
    case '{':
    case '}':
    case '[':
    case ']':
    case ':':
    case ',':
      return { kind: char, start, end: start + 1, value: undefined };
    case '"':
    case "'":
      return scanString(text, start, char);
    default:
      return /[\d.+-]/.test(char) ? scanNumber(text, start) : scanWord(text, start);
  }
}

function scanString(text: string, start: number, quote: '"' | "'"): Token {
  const parts: string[] = [];
  let at = start + 1;
  for (;;) {
    const end = endOfMatch(plainRun[quote], text, at);
    if (end > at) parts.push(text.slice(at, end));
    const char = text[end];
    if (char === quote) return { kind: 'string', start, end: end + 1, value: parts.join('') };
    if (char !== '\\') throw syntaxFault(text, start, 'CONFIG_STRING_OPEN');
    const escape = readEscape(text, end);
    if (escape === undefined) throw syntaxFault(text, end, 'CONFIG_ESCAPE_INVALID');
    parts.push(escape.value);
    at = escape.end;
  }
}

function scanNumber(text: string, start: number): Token {
  const end = endOfMatch(numberShape, text, start);
  if (end === start || endOfMatch(wordRun, text, end) > end || text[end] === '\\') {
    throw syntaxFault(text, start, 'CONFIG_NUMBER_INVALID', { found: shownAt(text, start) });
  }
  return { kind: 'number', start, end, value: toNumber(text.slice(start, end)) };
}

/** The value of what the scanner took for a number. */
export function toNumber(shape: string): number {
  const sign = shape.startsWith('-') ? -1 : 1;
  return sign * Number(shape.replace(/^[+-]/, ''));
}

function scanWord(text: string, start: number): Token {
  const parts: string[] = [];
  let at = start;
  for (;;) {
    const pattern = parts.length === 0 ? wordStart : wordRun;
    const end = endOfMatch(pattern, text, at);
    if (end > at) {
      parts.push(text.slice(at, end));
      at = end;
      continue;
    }
    if (text[at] !== '\\') break;
    const escape = text[at + 1] === 'u' ? readEscape(text, at) : undefined;
    if (!escape || endOfMatch(pattern, escape.value, 0) === 0) {
      throw syntaxFault(text, at, 'CONFIG_ESCAPE_INVALID');
    }
    parts.push(escape.value);
    at = escape.end;
  }
  if (at === start) throw unexpectedCharacter(text, start);
  return { kind: 'word', start, end: at, value: parts.join('') };
}

function unexpectedCharacter(text: string, offset: number): Error {
  const found = shownAt(text, offset);
  if (found === '#') return syntaxFault(text, offset, 'CONFIG_HASH_COMMENT');
  if (smartQuotes.includes(found))
    return syntaxFault(text, offset, 'CONFIG_SMART_QUOTE', { found });
  return syntaxFault(text, offset, 'CONFIG_CHARACTER', { found });
}
