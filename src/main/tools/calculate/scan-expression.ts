import { AppError } from '../../../shared/errors/index.ts';

export type Token =
  | { readonly kind: 'number'; readonly value: number; readonly at: number }
  | { readonly kind: 'name'; readonly text: string; readonly at: number }
  | { readonly kind: 'sign'; readonly text: string; readonly at: number }
  | { readonly kind: 'end'; readonly at: number };

const spaces = /[\s\u00a0\u202f]+/y;
const numbers = /(?:\d+(?:_\d+)*(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const names = /[\p{L}]+\d*/uy;
const signs = /\*\*|[-+*/^%!(),;]/y;

/** Signs that people and keyboards write for the same thing. */
const sameSigns: Readonly<Record<string, string>> = {
  '×': '*',
  '·': '*',
  '∙': '*',
  '÷': '/',
  ':': '/',
  '−': '-',
  '–': '-',
  '√': 'sqrt ',
  '²': '^2',
  '³': '^3',
  '{': '(',
  '[': '(',
  '}': ')',
  ']': ')',
};

/** Cuts a calculation into tokens. Throws CALCULATION_INVALID with the column of what is wrong. */
export function scanExpression(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  while (at < text.length) {
    const blank = match(spaces);
    if (blank !== undefined) {
      at += blank.length;
      continue;
    }
    const found = scanToken(match, text, at);
    tokens.push(...found.tokens);
    at += found.length;
  }
  tokens.push({ kind: 'end', at: text.length });
  return tokens;
}

function scanToken(
  match: (pattern: RegExp) => string | undefined,
  text: string,
  at: number,
): { readonly tokens: readonly Token[]; readonly length: number } {
  const number = match(numbers);
  if (number !== undefined) {
    checkNumber(text, at, number);
    const value = Number(number.replaceAll('_', ''));
    return { tokens: [{ kind: 'number', value, at }], length: number.length };
  }
  const name = match(names);
  if (name !== undefined) {
    return { tokens: [{ kind: 'name', text: name.toLowerCase(), at }], length: name.length };
  }
  const sign = match(signs);
  if (sign !== undefined) {
    const same = sign === '**' ? '^' : sign === ';' ? ',' : sign;
    return { tokens: [{ kind: 'sign', text: same, at }], length: sign.length };
  }
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const same = sameSigns[character];
  if (same === undefined) throw invalid(at, `"${character}" does not belong into a calculation`);
  const tokens = scanExpression(same).slice(0, -1);
  return { tokens: tokens.map((token) => ({ ...token, at })), length: character.length };
}

/** `1.000.000` and `1.2.3` would otherwise be read as two numbers side by side. */
function checkNumber(text: string, at: number, number: string): void {
  const next = text.slice(at + number.length, at + number.length + 2);
  if (/^[._]\d?/.test(next)) throw invalid(at, 'a number has at most one decimal point');
}

/** @param at index from 0; people count from 1. */
export function invalid(at: number, reason: string): AppError {
  return new AppError('CALCULATION_INVALID', { column: at + 1, reason });
}
