import { JsonParser } from '@croct/json5-parser';
import fc from 'fast-check';
import JSON5 from 'json5';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { AppError } from '../../shared/errors/index.ts';
import { findsBug, fuzzSettings, fuzzTimeoutMs, texts } from './fuzz-settings.ts';
import { parseSyntax } from '../../shared/json5/parse.ts';
import { toValue } from '../../shared/json5/tree.ts';

// json5 warns about every U+2028, of which there are many here.
beforeAll(() => void vi.spyOn(console, 'warn').mockReturnValue());
afterAll(() => void vi.restoreAllMocks());

// What json5 refuses or reads in its own way: the forbidden key, and letters that came to Unicode
// after its tables were made.
const pieces = fc.constantFrom(
  ...['{', '}', '[', ']', ':', ',', ' ', '\n', '\r', '"', "'", '\\', '/', '//', '/*', '*/', '#'],
  ...['a', 'b1', '$', '_', 'null', 'true', 'Infinity', 'NaN', '-', '+', '.', '0', '12', '0x1F'],
  ...[
    '1e5',
    'e',
    '\\u0041',
    '\\x41',
    '\\n',
    '\\\n',
    '\t',
    '\u00e9',
    '\ufeff',
    '\0',
    '{a:1}',
    '[1,2]',
  ],
);
const soup = fc.array(pieces, { maxLength: 24 }).map((parts) => parts.join(''));
/** Nearly right texts: one with a piece cut out and another one put in. */
const mutated = fc
  .tuple(texts, fc.nat(), fc.nat(3), fc.oneof(fc.constant(''), pieces))
  .map(([{ text }, at, length, piece]) => {
    const start = at % (text.length + 1);
    return text.slice(0, start) + piece + text.slice(start + length);
  })
  .filter(isOldUnicode);
const anyText = fc.oneof(
  soup,
  mutated,
  fc.string({ unit: 'binary', maxLength: 40 }).filter(isOldUnicode),
);

function isOldUnicode(text: string): boolean {
  return !/[^\0-\u024f\u2028\ufeff]/.test(text);
}

type Parse = (text: string) => unknown;
const own: Parse = (text) => toValue(parseSyntax(text));

/** Undefined when the text is refused; wrapped otherwise, because null is a value. */
function outcome(parse: Parse, text: string): { readonly value: unknown } | undefined {
  try {
    return { value: parse(text) };
  } catch (thrown) {
    if (parse === own && !(thrown instanceof AppError)) throw thrown;
    return undefined;
  }
}

const agreesWithJson5 = (parse: Parse) =>
  fc.property(anyText, (text) => {
    fc.pre(!text.includes('__proto__'));
    expect(outcome(parse, text)).toEqual(outcome(JSON5.parse, text));
  });

it(
  'takes and refuses what json5 does, and always answers with a value or an error of ours',
  { timeout: fuzzTimeoutMs },
  () => {
    fc.assert(agreesWithJson5(own), fuzzSettings('text'));
  },
);

it('would find a parser that is only nearly right', async () => {
  // The library the syntax tree was first meant to come from.
  const nearly: Parse = (text) => JsonParser.parse(text).toJSON();
  expect(await findsBug(agreesWithJson5(nearly))).toBe(true);
});

const readsBack = (parse: Parse) =>
  fc.property(texts, ({ text, value }) => {
    if (!isDeepStrictEqual(parse(text), value)) throw new Error(text);
  });

it('reads every odd spelling of a value', { timeout: fuzzTimeoutMs }, () => {
  fc.assert(readsBack(own), fuzzSettings('spelling'));
});

it('would find a parser that is wrong about zero', async () => {
  const planted: Parse = (text) => JSON5.parse(text.replaceAll('-0', '0'));
  expect(await findsBug(readsBack(planted))).toBe(true);
});
