import { limits } from '../config/limits.ts';
import type { AppError } from '../errors/index.ts';
import { refuseBareName } from './bare-name.ts';
import { shownAt, syntaxFault } from './fault.ts';
import { createLineIndex } from './lines.ts';
import { scanToken, type Token } from './scan.ts';
import type { ArrayNode, Member, ObjectNode, ScalarNode, SyntaxNode } from './tree.ts';

interface Cursor {
  readonly text: string;
  token: Token;
}

/**
 * Parses JSON5 into a tree that knows where everything stands. Text that is too long or nested too
 * deeply is refused before anything is built of it.
 * @throws AppError with a CONFIG_ code, line and column.
 */
export function parseSyntax(text: string): SyntaxNode {
  if (text.length > limits.config.fileBytes) {
    throw syntaxFault('', 0, 'CONFIG_TOO_LARGE', { limitBytes: limits.config.fileBytes });
  }
  const cursor: Cursor = { text, token: scanToken(text, 0) };
  if (current(cursor).kind === 'end') throw syntaxFault(text, 0, 'CONFIG_EMPTY');
  const node = parseValue(cursor, 1);
  const { kind, start } = current(cursor);
  if (kind !== 'end') {
    throw syntaxFault(text, start, 'CONFIG_TEXT_AFTER_END', { found: shownAt(text, start) });
  }
  return node;
}

/** Read through a function: the compiler would otherwise believe that the kind never changes. */
function current(cursor: Cursor): Token {
  return cursor.token;
}

function advance(cursor: Cursor): Token {
  const taken = cursor.token;
  cursor.token = scanToken(cursor.text, taken.end);
  return taken;
}

function parseValue(cursor: Cursor, depth: number): SyntaxNode {
  const { token, text } = cursor;
  switch (token.kind) {
    case '{':
    case '[':
      if (depth > limits.config.depth) {
        throw syntaxFault(text, token.start, 'CONFIG_TOO_DEEP', { limit: limits.config.depth });
      }
      return token.kind === '{' ? parseObject(cursor, depth) : parseArray(cursor, depth);
    case 'string':
    case 'number':
      return scalar(advance(cursor), token.value ?? null);
    case 'word':
      return parseWord(cursor);
    case '}':
    case ']':
    case ':':
    case ',':
    case 'end':
      throw unexpected(cursor, 'CONFIG_VALUE_MISSING');
  }
}

function scalar(token: Token, value: ScalarNode['value']): ScalarNode {
  return { kind: 'scalar', value, start: token.start, end: token.end };
}

const words: Readonly<Record<string, ScalarNode['value']>> = {
  true: true,
  false: false,
  null: null,
  Infinity,
  NaN,
};

function parseWord(cursor: Cursor): ScalarNode {
  const { token, text } = cursor;
  const source = text.slice(token.start, token.end);
  // An escape is allowed in a key, not in `true` and its kind, so the source text is compared.
  if (!Object.hasOwn(words, source)) {
    const found = shownAt(text, token.start);
    throw syntaxFault(text, token.start, 'CONFIG_WORD_UNQUOTED', { found });
  }
  return scalar(advance(cursor), words[source] ?? null);
}

function parseArray(cursor: Cursor, depth: number): ArrayNode {
  const open = advance(cursor);
  const items: SyntaxNode[] = [];
  while (cursor.token.kind !== ']') {
    expectOpen(cursor, open);
    items.push(parseValue(cursor, depth + 1));
    expectComma(cursor, open, ']');
  }
  return { kind: 'array', items, start: open.start, end: advance(cursor).end };
}

function parseObject(cursor: Cursor, depth: number): ObjectNode {
  refuseBareName(cursor.text, cursor.token.end);
  const open = advance(cursor);
  const members: Member[] = [];
  while (cursor.token.kind !== '}') {
    expectOpen(cursor, open);
    members.push(parseMember(cursor, depth));
    expectComma(cursor, open, '}');
  }
  return { kind: 'object', members, start: open.start, end: advance(cursor).end };
}

function parseMember(cursor: Cursor, depth: number): Member {
  const { token, text } = cursor;
  if (token.kind !== 'string' && token.kind !== 'word' && !isNumberWord(cursor)) {
    throw unexpected(cursor, 'CONFIG_KEY_EXPECTED');
  }
  const key = token.kind === 'number' ? text.slice(token.start, token.end) : String(token.value);
  // No setting has this name, and code that copies objects carelessly would be misled by it.
  if (key === '__proto__') throw syntaxFault(text, token.start, 'CONFIG_KEY_FORBIDDEN', { key });
  advance(cursor);
  if (current(cursor).kind !== ':') throw unexpected(cursor, 'CONFIG_COLON_MISSING', { key });
  advance(cursor);
  const keySpan = { start: token.start, end: token.end };
  return { key, keySpan, value: parseValue(cursor, depth + 1) };
}

/** `Infinity` and `NaN` are numbers as values and plain names as keys. */
function isNumberWord({ token, text }: Cursor): boolean {
  return token.kind === 'number' && /^(?:Infinity|NaN)$/.test(text.slice(token.start, token.end));
}

/** Refuses the end of the text and the wrong bracket where an element could begin. */
function expectOpen(cursor: Cursor, open: Token): void {
  const { kind } = cursor.token;
  if (kind === 'end') throw bracketOpen(cursor, open);
  if (kind === '}' || kind === ']')
    throw unexpected(cursor, 'CONFIG_BRACKET_WRONG', opened(cursor, open));
}

function expectComma(cursor: Cursor, open: Token, close: '}' | ']'): void {
  const { kind } = cursor.token;
  if (kind === ',') {
    if (close === '}') refuseBareName(cursor.text, cursor.token.end);
    advance(cursor);
  } else if (kind === 'end') throw bracketOpen(cursor, open);
  else if (kind === '}' || kind === ']') {
    if (kind !== close) throw unexpected(cursor, 'CONFIG_BRACKET_WRONG', opened(cursor, open));
  } else throw unexpected(cursor, 'CONFIG_COMMA_MISSING');
}

function bracketOpen(cursor: Cursor, open: Token): AppError {
  return syntaxFault(cursor.text, open.start, 'CONFIG_BRACKET_OPEN', { open: open.kind });
}

function opened(cursor: Cursor, open: Token): Record<string, string | number> {
  return { open: open.kind, openLine: createLineIndex(cursor.text)(open.start).line };
}

function unexpected(
  cursor: Cursor,
  code:
    | 'CONFIG_VALUE_MISSING'
    | 'CONFIG_KEY_EXPECTED'
    | 'CONFIG_COLON_MISSING'
    | 'CONFIG_COMMA_MISSING'
    | 'CONFIG_BRACKET_WRONG',
  values: Record<string, string | number> = {},
): AppError {
  const { text, token } = cursor;
  const found = token.kind === 'end' ? 'the end of the file' : shownAt(text, token.start);
  return syntaxFault(text, token.start, code, { found, ...values });
}
