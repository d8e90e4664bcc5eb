/** Names that stand for a number. */
export const constants: ReadonlyMap<string, number> = new Map([
  ['pi', Math.PI],
  ['π', Math.PI],
  ['tau', 2 * Math.PI],
  ['e', Math.E],
]);

export interface CalcFunction {
  readonly minArgs: number;
  readonly maxArgs: number;
  readonly apply: (...args: readonly number[]) => number;
}

const one = (apply: (x: number) => number): CalcFunction => ({
  minArgs: 1,
  maxArgs: 1,
  apply: (x = 0) => apply(x),
});
const two = (apply: (x: number, y: number) => number): CalcFunction => ({
  minArgs: 2,
  maxArgs: 2,
  apply: (x = 0, y = 0) => apply(x, y),
});
const many = (apply: (...args: readonly number[]) => number): CalcFunction => ({
  minArgs: 1,
  maxArgs: 100,
  apply,
});
const sum = (...args: readonly number[]): number => args.reduce((total, x) => total + x, 0);

/** Everything a calculation may call. Angles are in radians; `deg(90)` turns degrees into them. */
export const functions: ReadonlyMap<string, CalcFunction> = new Map([
  ['sqrt', one(Math.sqrt)],
  ['cbrt', one(Math.cbrt)],
  ['root', two((x, degree) => x ** (1 / degree))],
  ['pow', two((x, y) => x ** y)],
  ['abs', one(Math.abs)],
  ['floor', one(Math.floor)],
  ['ceil', one(Math.ceil)],
  ['trunc', one(Math.trunc)],
  ['round', { minArgs: 1, maxArgs: 2, apply: (x = 0, digits = 0) => roundTo(x, digits) }],
  ['exp', one(Math.exp)],
  ['ln', one(Math.log)],
  ['log', one(Math.log10)],
  ['log2', one(Math.log2)],
  ['sin', one(Math.sin)],
  ['cos', one(Math.cos)],
  ['tan', one(Math.tan)],
  ['asin', one(Math.asin)],
  ['acos', one(Math.acos)],
  ['atan', one(Math.atan)],
  ['deg', one((degrees) => (degrees * Math.PI) / 180)],
  ['min', many(Math.min)],
  ['max', many(Math.max)],
  ['sum', many(sum)],
  ['avg', many((...args) => sum(...args) / args.length)],
  ['factorial', one(factorial)],
]);

/** Of a whole number from 0 to 170; NaN for others, because 171! is beyond what can be counted. */
export function factorial(x: number): number {
  if (!Number.isInteger(x) || x < 0 || x > 170) return Number.NaN;
  let result = 1;
  for (let factor = 2; factor <= x; factor++) result *= factor;
  return result;
}

function roundTo(x: number, digits: number): number {
  const shift = 10 ** Math.trunc(digits);
  return Math.round(x * shift) / shift;
}
