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
  for (const start of breaks.toReversed()) {
    if (start >= end) continue;
    const text = code.slice(start, Math.min(end, start + 64));
    if ((start > 0 && goesOn.test(text)) || declares.test(text)) continue;
    if (places.at(-1)?.start !== start) places.push({ start, end });
    if (places.length === candidatesKept) break;
  }
  return places;
}

interface Scan {
  /** Beginnings of what may be a statement, outside of all brackets. */
  readonly breaks: readonly number[];
  /** After the last thing that is neither blank, comment nor semicolon. */
  readonly end: number;
}

function scan(code: string): Scan {
  const breaks: number[] = [];
  /** What is open: brackets, and templates whose `${` we are inside of. */
  const open: string[] = [];
  let at = 0;
  let end = 0;
  let mayBreak = true;
  let isOperandNext = true;

  function endToken(to: number, isOperandAfter: boolean): void {
    at = to;
    isOperandNext = isOperandAfter;
    end = to;
  }

  while (at < code.length) {
    const char = code.charAt(at);
    const blank = skipBlank(code, at);
    if (blank > at) {
      if (open.length === 0 && code.slice(at, blank).includes('\n')) mayBreak = true;
      at = blank;
      continue;
    }
    if (char === ';') {
      if (open.length === 0) mayBreak = true;
      at += 1;
      isOperandNext = true;
      continue;
    }
    if (mayBreak && open.length === 0) breaks.push(at);
    mayBreak = false;
    if (wordChar.test(char)) {
      const to = skipWord(code, at);
      endToken(to, beforeOperand.has(code.slice(at, to)));
    } else if (char === '"' || char === "'") endToken(skipString(code, at), false);
    else if (char === '`' || (char === '}' && open.at(-1) === '`')) {
      if (char === '}') open.pop();
      const to = skipTemplate(code, at + 1);
      const isInside = code.charAt(to - 1) === '{';
      if (isInside) open.push('`');
      endToken(to, isInside);
    } else if (char === '/' && isOperandNext) endToken(skipRegExp(code, at), false);
    else if ('([{'.includes(char)) {
      open.push(char);
      endToken(at + 1, true);
    } else if (')]}'.includes(char)) {
      open.pop();
      mayBreak = char === '}' && open.length === 0;
      endToken(at + 1, char === '}');
    } else endToken(at + 1, true);
  }
  return { breaks, end };
}

function skipBlank(code: string, from: number): number {
  let at = from;
  for (;;) {
    if (/\s/u.test(code.charAt(at))) at += 1;
    else if (code.startsWith('//', at)) at = orEnd(code, code.indexOf('\n', at));
    else if (code.startsWith('/*', at)) at = orEnd(code, code.indexOf('*/', at + 2), 2);
    else return at;
  }
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
  return at;
}
