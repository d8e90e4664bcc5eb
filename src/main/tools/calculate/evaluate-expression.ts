import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';
import { constants, factorial, functions } from './functions.ts';
import { invalid, scanExpression, type Token } from './scan-expression.ts';

/** A value and whether it was written as a percentage: 80 + 15 % means 15 % of the 80. */
interface Value {
  readonly number: number;
  readonly isPercent: boolean;
}

const plain = (number: number): Value => ({ number, isPercent: false });

/**
 * Works out a calculation such as `2 * (3 + 4)^2`, `15% of 80` or `sqrt(2)`: a parser of our own,
 * nothing is ever run as code. Throws CALCULATION_INVALID with a column, or CALCULATION_UNDEFINED.
 */
export function evaluateExpression(text: string): number {
  if (text.length > limits.tools.expressionChars) {
    throw invalid(limits.tools.expressionChars, 'it is too long');
  }
  if (text.trim() === '') throw invalid(0, 'it is empty');
  const reader = createReader(scanExpression(text));
  const value = readSum(reader, 0);
  const rest = reader.peek();
  if (rest.kind !== 'end') throw unexpected(rest);
  return checkResult(value.number);
}

function checkResult(value: number): number {
  if (Number.isNaN(value)) {
    throw new AppError('CALCULATION_UNDEFINED', { reason: 'no real number comes out of it' });
  }
  if (!Number.isFinite(value)) {
    throw new AppError('CALCULATION_UNDEFINED', { reason: 'the number is too large' });
  }
  // -0 is nothing that a person would write.
  return value === 0 ? 0 : value;
}

interface Reader {
  peek(): Token;
  next(): Token;
  /** Takes the sign or the word if it comes next. */
  take(text: string): boolean;
  /** The same, but only with a number right behind it. */
  takeBeforeNumber(text: string): boolean;
}

function createReader(tokens: readonly Token[]): Reader {
  let index = 0;
  const end: Token = { kind: 'end', at: 0 };
  const peek = (): Token => tokens[index] ?? tokens.at(-1) ?? end;
  const take = (text: string): boolean => {
    const token = peek();
    const isIt = (token.kind === 'sign' || token.kind === 'name') && token.text === text;
    if (isIt) index++;
    return isIt;
  };
  return {
    peek,
    next() {
      const token = peek();
      index++;
      return token;
    },
    take,
    takeBeforeNumber: (text) => tokens[index + 1]?.kind === 'number' && take(text),
  };
}

function readSum(reader: Reader, depth: number): Value {
  if (depth > limits.tools.expressionDepth) {
    throw invalid(reader.peek().at, 'it is nested too deeply');
  }
  let left = readProduct(reader, depth);
  for (;;) {
    const sign = reader.take('+') ? 1 : reader.take('-') ? -1 : 0;
    if (sign === 0) return left;
    const right = readProduct(reader, depth);
    const added = right.isPercent && !left.isPercent ? left.number * right.number : right.number;
    left = { number: left.number + sign * added, isPercent: left.isPercent && right.isPercent };
  }
}

function readProduct(reader: Reader, depth: number): Value {
  let left = readUnary(reader, depth);
  for (;;) {
    const at = reader.peek().at;
    if (reader.take('*') || reader.take('of')) {
      left = plain(left.number * readUnary(reader, depth).number);
    } else if (reader.take('/')) {
      left = plain(divide(left.number, readUnary(reader, depth).number));
    } else if (reader.take('mod')) {
      left = plain(modulo(left.number, readUnary(reader, depth).number));
    } else if (startsFactor(reader.peek())) {
      // 2(3+4) and 2 pi; two numbers side by side are a slip.
      if (reader.peek().kind === 'number')
        throw invalid(at, 'a sign is missing before this number');
      left = plain(left.number * readPower(reader, depth).number);
    } else return left;
  }
}

function startsFactor(token: Token): boolean {
  if (token.kind === 'sign') return token.text === '(';
  return token.kind !== 'end';
}

function readUnary(reader: Reader, depth: number): Value {
  let isNegative = false;
  for (;;) {
    if (reader.take('-')) isNegative = !isNegative;
    else if (!reader.take('+')) break;
  }
  const value = readPower(reader, depth);
  return isNegative ? { ...value, number: -value.number } : value;
}

/** Binds to the right and tighter than a sign before it: -2^2 is -4, 2^3^2 is 2^9. */
function readPower(reader: Reader, depth: number): Value {
  const base = readPostfix(reader, depth);
  if (!reader.take('^')) return base;
  if (depth > limits.tools.expressionDepth) {
    throw invalid(reader.peek().at, 'it is nested too deeply');
  }
  return plain(base.number ** readUnary(reader, depth + 1).number);
}

function readPostfix(reader: Reader, depth: number): Value {
  let value = readAtom(reader, depth);
  for (;;) {
    if (reader.take('!')) value = plain(factorial(value.number));
    // `7 % 3` is a remainder, `7 %` a percentage: programmers and shoppers use the same sign.
    else if (reader.takeBeforeNumber('%')) {
      value = plain(modulo(value.number, readAtom(reader, depth).number));
    } else if (reader.take('%')) value = { number: value.number / 100, isPercent: true };
    else return value;
  }
}

function readAtom(reader: Reader, depth: number): Value {
  const token = reader.next();
  switch (token.kind) {
    case 'number':
      return plain(token.value);
    case 'name':
      return readName(reader, token.text, token.at, depth);
    case 'sign': {
      if (token.text !== '(') throw unexpected(token);
      const inner = readSum(reader, depth + 1);
      closeBracket(reader, token.at);
      return plain(inner.number);
    }
    case 'end':
      throw unexpected(token);
  }
}

function readName(reader: Reader, name: string, at: number, depth: number): Value {
  const constant = constants.get(name);
  if (constant !== undefined) return plain(constant);
  const found = functions.get(name);
  if (!found) throw invalid(at, `"${name}" is neither a function nor a number that is known`);
  if (!reader.take('(')) {
    // sqrt 2
    if (found.minArgs > 1 || !startsFactor(reader.peek())) {
      throw invalid(reader.peek().at, `${name} needs its numbers in ( )`);
    }
    if (depth > limits.tools.expressionDepth) throw invalid(at, 'it is nested too deeply');
    return plain(found.apply(readPower(reader, depth + 1).number));
  }
  const args = [readSum(reader, depth + 1).number];
  while (reader.take(',')) args.push(readSum(reader, depth + 1).number);
  closeBracket(reader, at);
  if (args.length < found.minArgs || args.length > found.maxArgs) {
    const wanted =
      found.minArgs === found.maxArgs ? `${found.minArgs}` : `${found.minArgs} to ${found.maxArgs}`;
    throw invalid(at, `${name} takes ${wanted} numbers, not ${args.length}`);
  }
  return plain(found.apply(...args));
}

function closeBracket(reader: Reader, openedAt: number): void {
  const token = reader.peek();
  if (reader.take(')')) return;
  if (token.kind === 'end') throw invalid(openedAt, 'this bracket is never closed');
  if (token.kind === 'sign' && token.text === ',') {
    throw invalid(token.at, 'a comma only separates the numbers of a function; write 1000 and 2.5');
  }
  throw unexpected(token);
}

function unexpected(token: Token): AppError {
  switch (token.kind) {
    case 'end':
      return invalid(token.at, 'a number is missing at the end');
    case 'number':
      return invalid(token.at, `the number ${token.value} does not belong here`);
    case 'name':
    case 'sign':
      return token.text === ','
        ? invalid(token.at, 'a comma only separates the numbers of a function; write 1000 and 2.5')
        : invalid(token.at, `"${token.text}" does not belong here`);
  }
}

function divide(left: number, right: number): number {
  if (right === 0) throw new AppError('CALCULATION_UNDEFINED', { reason: 'division by zero' });
  return left / right;
}

/** As in mathematics: the result has the sign of the divisor. */
function modulo(left: number, right: number): number {
  if (right === 0) throw new AppError('CALCULATION_UNDEFINED', { reason: 'division by zero' });
  return left - right * Math.floor(left / right);
}
