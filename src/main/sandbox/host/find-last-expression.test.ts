import vm from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLastExpressions } from './find-last-expression.ts';

const compiles = (text: string): boolean => {
  try {
    new vm.Script(text);
    return true;
  } catch {
    return false;
  }
};

/** As the sandbox does it: the first place whose halves compile. */
function lastExpression(code: string): string | undefined {
  const place = findLastExpressions(code).find(
    ({ start, end }) =>
      compiles(`(async () => {${code.slice(0, start)}\n})`) &&
      compiles(`(async () => (${code.slice(start, end)}\n))`),
  );
  return place && code.slice(place.start, place.end);
}

describe('the last expression', () => {
  it.each([
    ['1 + 1', '1 + 1'],
    ['const a = 1; a * 2', 'a * 2'],
    ['const a = 1\na * 2 // twice', 'a * 2'],
    ['f(1,\n  2);\n', 'f(1,\n  2)'],
    ['list\n  .map((x) => x)\n  .join()', 'list\n  .map((x) => x)\n  .join()'],
    ['const f = () => {\n  return 1;\n}\nf()', 'f()'],
    ['if (a) { b() } c()', 'c()'],
    ['function f() { return 1 } f()', 'f()'],
    ['let x = 1;\nawait x;;', 'await x'],
    ['const o = 1\n({ a: 1, b: [2] })', undefined],
    ['const o = 1;\n({ a: 1, b: [2] })', '({ a: 1, b: [2] })'],
    ['const o = 1;\n{ a: o }', '{ a: o }'],
    ['`a;\n${[1, 2].map((x) => `${x};`)}\n`', '`a;\n${[1, 2].map((x) => `${x};`)}\n`'],
    ["'a; b'", "'a; b'"],
    ['/[;/]}/.test(a)', '/[;/]}/.test(a)'],
    ['a / 2; b / 3', 'b / 3'],
    ['let i = 0\n++i', '++i'],
    ['1 + 1 // sum; two', '1 + 1'],
    ['1 /* a; b */', '1'],
  ])('of %j is %j', (code, found) => {
    expect(lastExpression(code)).toBe(found);
  });

  it.each([
    ['const x = 5\n+ 3'],
    ['const x = 5\n/ 3 / 1'],
    ['const x = y\n(1)'],
    ['const x = y\n[0]'],
    ['const x = y\n`a`'],
    ['let x = 1;'],
    ['function f() {}'],
    ['class A {}'],
    ['async function f() {}'],
    ['if (a) b(); else c()'],
    ['for (const a of b) f(a)'],
    ['while (a) b()'],
    ['if (a)\n  b()'],
    ['throw new Error("x")'],
    ['return 5'],
    [''],
    ['// nothing; here'],
  ])('is nothing in %j', (code) => {
    expect(lastExpression(code)).toBeUndefined();
  });

  it('is what stands last, whatever stands before it', () => {
    const statement = fc.constantFrom(
      'const a = 1',
      'f("};")',
      "let s = '\\'; x'",
      'if (a) { b }',
      'x = `;${y}\n;`',
      'r = /[/;"]/g',
      'x = { a: [1, 2], b() { return 3 } }',
      '// a comment with } and ;\nz()',
      'for (;;) { break }',
      'function g() { return `}` }',
      'a = b\n  + c',
    );
    const expression = fc.constantFrom('1', 'f(a)', '[1, 2]', '`x`', '(a, b)', '"q;"', '{ k: 1 }');
    const between = fc.constantFrom(';', ';\n', '; // ; }\n', ';\n/* ; ` */\n');
    const statements = fc.uniqueArray(fc.tuple(statement, between), { selector: ([one]) => one });
    fc.assert(
      fc.property(statements, expression, (before, last) => {
        const code = before.map((pair) => pair.join('')).join('') + last;
        expect(lastExpression(code)).toBe(last);
      }),
    );
  });

  it('is looked for in any text without an exception', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('a1 \n;{}()[]`$\'"/\\*+.=')) }),
        (code) => {
          for (const { start, end } of findLastExpressions(code)) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeLessThanOrEqual(code.length);
            expect(start).toBeLessThan(end);
          }
        },
      ),
    );
  });
});
