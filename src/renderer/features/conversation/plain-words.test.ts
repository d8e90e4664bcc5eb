import { expect, it } from 'vitest';
import { plainWords } from './plain-words.ts';

it.each([
  ['Hello Ada. **What** can you do?', 'Hello Ada. What can you do?'],
  ['## A *quiet* Saturday', 'A quiet Saturday'],
  ['- [ ] buy `milk` and ~~bread~~', 'buy milk and bread'],
  ['> as **_said_**, see [the page](https://example.org/a "A")', 'as said, see the page'],
  ['```ts\nconst a = 1;\n```', 'const a = 1;'],
  ['first\n\n* second\n* third', 'first second third'],
  ['a cut **mark in the mid', 'a cut mark in the mid'],
  ['a cut `co', 'a cut co'],
  ['**\u0002What\u0003** was found', '\u0002What\u0003 was found'],
  ['**Bold**: and *slanted*.', 'Bold: and slanted.'],
])('%j reads as words', (text, words) => {
  expect(plainWords(text)).toBe(words);
});

it.each([
  'raise max_tokens and __proto',
  '2 * 3 * 4 = 24',
  'look for src/**/*.ts and *.md',
  'a > b, x #3 and 5 - 2',
  '[2026] plans (draft)',
])('%j stays as it is', (text) => {
  expect(plainWords(text)).toBe(text.replace('__proto', 'proto'));
});

it('takes an escaped sign as the sign', () => {
  expect(plainWords(String.raw`1\. 2 \* 3 \_x\_`)).toBe('1. 2 * 3 _x_');
});

it('takes long texts of marks in a moment', () => {
  expect(plainWords('*'.repeat(20_000)).length).toBeLessThanOrEqual(20_000);
  expect(plainWords('['.repeat(20_000))).toHaveLength(20_000);
});
