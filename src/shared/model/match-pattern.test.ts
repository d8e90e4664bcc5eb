import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchesPattern } from './match-pattern.ts';

it.each([
  ['ls', 'ls', true],
  ['ls', 'ls -la', false],
  ['ls', 'ls\n', false],
  ['ls', '\nls', false],
  ['ls', 'LS', false],
  ['ls*', 'ls -la\nrm -rf /', true],
  ['*', '', true],
  ['', '', true],
  ['', 'a', false],
  ['a*a', 'a', false],
  ['a*a', 'aa', true],
  ['*ab*ab*', 'ab', false],
  ['*ab*ab*', 'xabyabz', true],
  ['https://shop.example/*', 'https://shop.example.evil/', false],
  ['a.c', 'abc', false],
  ['[a-z]+', 'abc', false],
  ['**', 'anything', true],
])('%j over %j is %j', (pattern, text, fits) => {
  expect(matchesPattern(pattern, text)).toBe(fits);
});

it('says the same as a regular expression that means it', () => {
  const letters = fc.constantFrom('a', 'b', '\n', '.');
  const pattern = fc.array(fc.oneof(letters, fc.constant('*')), { maxLength: 8 });
  const text = fc.array(letters, { maxLength: 12 });
  fc.assert(
    fc.property(pattern, text, (parts, chars) => {
      const source = parts.map((part) =>
        part === '*' ? String.raw`[\s\S]*` : part.replace('.', String.raw`\.`),
      );
      const meant = new RegExp(`^(?:${source.join('')})$`).test(chars.join(''));
      // A dollar also stands before a last line break: only whole texts count.
      const isWhole = new RegExp(`^(?:${source.join('')})(?![\\s\\S])`).test(chars.join(''));
      expect(matchesPattern(parts.join(''), chars.join(''))).toBe(meant && isWhole);
    }),
    { numRuns: 2_000 },
  );
});

it('has no bad case: long texts of the same letter', () => {
  const text = 'a'.repeat(256 * 1024);
  expect(matchesPattern(`*${'a'.repeat(8_000)}b*`, text)).toBe(false);
  expect(matchesPattern('*a'.repeat(200) + 'b', text)).toBe(false);
});
