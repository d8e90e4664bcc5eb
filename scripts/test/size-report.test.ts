import { expect, it } from 'vitest';
import { measureSource } from './size-report.ts';

const body = (lines: number): string => '  x += 1;\n'.repeat(lines);
const build = (lines: number): string =>
  `/** Note. */\nexport function f(x: number) {\n${body(lines)}}\n`;

it('notes a function that is longer than wanted, and where it begins', () => {
  expect(measureSource('src/a.ts', build(38))).toEqual([]);
  expect(measureSource('src/a.ts', build(39))).toEqual([
    { kind: 'function', what: 'src/a.ts:2', lines: 41 },
  ]);
});

it('does not count empty lines and comments', () => {
  const padded = build(38).replace('{\n', '{\n\n  // why\n  /* and\n     more */\n');
  expect(measureSource('src/a.ts', padded)).toEqual([]);
});

it('measures files, also tests, but not the functions of tests', () => {
  const long = build(301);
  expect(measureSource('src/a.test.ts', long)).toEqual([
    { kind: 'file', what: 'src/a.test.ts', lines: 303 },
  ]);
});
