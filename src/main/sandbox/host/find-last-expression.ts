/** Where the value of a text of statements may come from: its last expression. */
export interface ExpressionPlace {
  /** Where it begins and ends, in characters; a semicolon after it does not belong to it. */
  readonly start: number;
  readonly end: number;
}

const wordChar = /[\p{ID_Continue}$\u200c\u200d]/u;
/** Words after which a slash begins a regular expression. */
const beforeOperand = new Set(
  'return typeof case in of delete void throw new instanceof do else await yield'.split(' '),
);
/** What can go on from a line above: a line that begins so is no new statement. */
const goesOn = /^(?:[.,;:?*/%&|^<>=([`)\]}]|[+-](?![+-])|!=|in\b|instanceof\b|of\b)/u;
const declares = /^(?:async\s+)?function\b|^class\b/u;
const candidatesKept = 12;

/**
 * Finds places where the last statement may begin, the latest first. It knows strings, templates,
 * comments, regular expressions and brackets, not the grammar: whoever uses a place must see that
 * both halves compile, what comes before as statements and the place as an expression. Then the
 * place is right: a line that could go on from the one above is never proposed.
 */
export function findLastExpressions(code: string): readonly ExpressionPlace[] {
  const { breaks, end } = scan(code);
  const places: ExpressionPlace[] = [];
  for (const { start, isSure } of breaks.toReversed()) {
    const text = code.slice(start, Math.min(end, start + 64));
    if (start >= end || declares.test(text) || (!isSure && goesOn.test(text))) continue;
    places.push({ start, end });
    if (places.length === candidatesKept) break;
  }
  return places;
}

interface Scan {
  /** Beginnings of what may be a statement, outside of all brackets; sure after a semicolon. */
  readonly breaks: readonly { readonly start: number; readonly isSure: boolean }[];
  /** After the last thing that is neither blank, comment nor semicolon. */
  readonly end: number;
}

function scan(code: string): Scan {
  const breaks: { start: number; isSure: boolean }[] = [];
  /** What is open: brackets, and templates whose `${` we are inside of. */
  const open: string[] = [];
  let token: Token = { to: 0, isOperandNext: true, mayBreak: true };
  let isSure = true;
  let end = 0;
  for (let at = skipBlank(code, 0); at < code.length; at = skipBlank(code, token.to)) {
    const isSemicolon = code.charAt(at) === ';';
    const mayBreak = token.mayBreak || code.slice(token.to, at).includes('\n');
    if (mayBreak && open.length === 0 && !isSemicolon) breaks.push({ start: at, isSure });
    token = readToken(code, at, open, token.isOperandNext);
    isSure = isSemicolon;
    if (!isSemicolon) end = token.to;
  }
  return { breaks, end };
}

interface Token {
  readonly to: number;
  /** What follows is a value, so a slash begins a regular expression. */
  readonly isOperandNext: boolean;
  /** A statement may end here. */
  readonly mayBreak: boolean;
}

function readToken(code: string, at: number, open: string[], isOperand: boolean): Token {
  const char = code.charAt(at);
  const value = (to: number): Token => ({ to, isOperandNext: false, mayBreak: false });
  if (wordChar.test(char)) {
    const to = skipWord(code, at);
    return { ...value(to), isOperandNext: beforeOperand.has(code.slice(at, to)) };
  }
  if (char === '"' || char === "'") return value(skipString(code, at));
  if (char === '`' || (char === '}' && open.at(-1) === '`')) return readTemplate(code, at, open);
  if (char === '/' && isOperand) return value(skipRegExp(code, at));
  return readSign(char, at + 1, open);
}

function readTemplate(code: string, at: number, open: string[]): Token {
  if (code.charAt(at) === '}') open.pop();
  const to = skipTemplate(code, at + 1);
  const isInside = code.charAt(to - 1) === '{' && code.charAt(to - 2) === '$';
  if (isInside) open.push('`');
  return { to, isOperandNext: isInside, mayBreak: false };
}

function readSign(char: string, to: number, open: string[]): Token {
  if ('([{'.includes(char)) open.push(char);
  if (!')]}'.includes(char)) return { to, isOperandNext: true, mayBreak: char === ';' };
  open.pop();
  return { to, isOperandNext: char === '}', mayBreak: char === '}' };
}

function skipBlank(code: string, from: number): number {
  let at = from;
  while (at < code.length) {
    if (/\s/u.test(code.charAt(at))) at += 1;
    else if (code.startsWith('//', at)) at = orEnd(code, code.indexOf('\n', at));
    else if (code.startsWith('/*', at)) at = orEnd(code, code.indexOf('*/', at + 2), 2);
    else break;
  }
  return at;
}

const orEnd = (code: string, found: number, more = 0): number =>
  found < 0 ? code.length : found + more;

function skipWord(code: string, from: number): number {
  let at = from;
  while (at < code.length && wordChar.test(code.charAt(at))) at += 1;
  return at;
}

function skipString(code: string, from: number): number {
  const quote = code.charAt(from);
  let at = from + 1;
  while (at < code.length && code.charAt(at) !== quote && code.charAt(at) !== '\n') {
    at += code.charAt(at) === '\\' ? 2 : 1;
  }
  return Math.min(at + 1, code.length);
}

/** To the end of a template, or behind the `${` of what is put into it. */
function skipTemplate(code: string, from: number): number {
  let at = from;
  while (at < code.length && code.charAt(at) !== '`') {
    if (code.startsWith('${', at)) return at + 2;
    at += code.charAt(at) === '\\' ? 2 : 1;
  }
  return Math.min(at + 1, code.length);
}

function skipRegExp(code: string, from: number): number {
  let at = from + 1;
  let isInClass = false;
  while (at < code.length && code.charAt(at) !== '\n') {
    const char = code.charAt(at);
    if (char === '/' && !isInClass) return skipWord(code, at + 1);
    if (char === '[') isInClass = true;
    if (char === ']') isInClass = false;
    at += char === '\\' ? 2 : 1;
  }
  return Math.min(at, code.length);
}
