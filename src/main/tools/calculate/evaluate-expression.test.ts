import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateExpression } from './evaluate-expression.ts';
import { formatNumber } from './format-number.ts';

const calculate = (text: string): string => formatNumber(evaluateExpression(text));

describe('evaluateExpression', () => {
  it.each([
    ['12*7+3', '87'],
    ['2 * (3 + 4)^2', '98'],
    ['-2^2', '-4'],
    ['2^3^2', '512'],
    ['2^-1', '0.5'],
    ['2**10', '1024'],
    ['0.1+0.2', '0.3'],
    ['1/3', '0.333333333333'],
    ['1e3 + .5', '1000.5'],
    ['1_000_000 * 2', '2000000'],
    ['15% of 80', '12'],
    ['80 + 15%', '92'],
    ['100 - 20% + 5', '85'],
    ['50% * 20%', '0.1'],
    ['7 % 3', '1'],
    ['-7 mod 3', '2'],
    ['5!', '120'],
    ['sqrt 2', '1.41421356237'],
    ['sqrt(16) + cbrt 27', '7'],
    ['√16 × 5² ÷ 2', '50'],
    ['2(3+4)', '14'],
    ['2 pi', '6.28318530718'],
    ['round(10/3, 2)', '3.33'],
    ['max(1; 2; 3) - min(4, 5)', '-1'],
    ['avg(1,2,3,4)', '2.5'],
    ['sin(deg(90))', '1'],
    ['0 * -1', '0'],
    ['9007199254740991', '9007199254740991'],
  ])('%s is %s', (text, result) => {
    expect(calculate(text)).toBe(result);
  });

  it.each([
    ['1 +', 4, 'missing at the end'],
    ['(1+2', 1, 'never closed'],
    ['1+2)', 4, '")"'],
    ['5 5', 3, 'a sign is missing'],
    ['1,000', 2, 'comma'],
    ['(1,5)', 3, 'comma'],
    ['1.2.3', 1, 'decimal point'],
    ['3 $ 4', 3, '"$"'],
    ['foo(1)', 1, '"foo"'],
    ['round()', 7, '")"'],
    ['pow(2)', 1, 'takes 2 numbers, not 1'],
    ['max', 4, '( )'],
    ['  ', 1, 'empty'],
    [`${'('.repeat(500)}1`, 66, 'too deeply'],
    [`${'2^'.repeat(400)}1`, 133, 'too deeply'],
    ['1'.repeat(1_001), 1_001, 'too long'],
  ])('%s is wrong at character %i: %s', (text, column, words) => {
    expect(() => evaluateExpression(text)).toThrow(
      expect.objectContaining({
        code: 'CALCULATION_INVALID',
        values: expect.objectContaining({ column }) as unknown,
      }),
    );
    expect(() => evaluateExpression(text)).toThrow(words);
  });

  it.each(['1/0', 'sqrt(-1)', '10^400', '171!', '5 mod 0', 'ln(0)'])('%s has no result', (text) => {
    expect(() => evaluateExpression(text)).toThrow(
      expect.objectContaining({ code: 'CALCULATION_UNDEFINED' }),
    );
  });

  it('gives what JavaScript gives for the four operations and brackets', () => {
    const number = fc.integer({ min: 0, max: 1_000 }).map(String);
    const sign = fc.constantFrom('+', '-', '*');
    const { sum } = fc.letrec<{ sum: string; atom: string }>((tie) => ({
      atom: fc.oneof(
        { maxDepth: 4 },
        number,
        tie('sum').map((inner) => `(${inner})`),
      ),
      sum: fc
        .array(fc.tuple(tie('atom'), sign), { minLength: 1, maxLength: 4 })
        .chain((parts) =>
          tie('atom').map((last) => parts.map(([atom, one]) => atom + one).join('') + last),
        ),
    }));
    fc.assert(
      fc.property(sum, (text) => {
        fc.pre(text.length <= 1_000);
        // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
        const expected = new Function(`return ${text}`)() as number;
        expect(evaluateExpression(text)).toBe(expected === 0 ? 0 : expected);
      }),
      { numRuns: 500 },
    );
  });

  it('fails with nothing but its own two errors, whatever it is given', () => {
    const piece = fc.constantFrom(
      '1',
      '2.5',
      '+',
      '-',
      '*',
      '/',
      '^',
      '%',
      '!',
      '(',
      ')',
      ',',
      'sqrt',
      'pi',
      'of',
      'mod',
      ' ',
      '√',
      '€',
      '.',
      'e',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')),
        (text) => {
          try {
            expect(Number.isFinite(evaluateExpression(text))).toBe(true);
          } catch (error) {
            expect(['CALCULATION_INVALID', 'CALCULATION_UNDEFINED']).toContain(
              (error as { code?: string }).code,
            );
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
