import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listTokens } from './list-tokens.ts';
import { nodeAt, parseLoose, type LooseNode } from './parse-loose.ts';
import { parseSyntax } from './parse.ts';
import { toValue } from './tree.ts';

function plain(node: LooseNode | undefined): unknown {
  switch (node?.kind) {
    case undefined:
      return undefined;
    case 'scalar':
      return node.value;
    case 'array':
      return node.items.map(plain);
    case 'object':
      return Object.fromEntries(node.members.map(({ key, value }) => [key, plain(value)]));
  }
}

describe('a text that is complete', () => {
  it.each([
    '{}',
    `{a: 'say "hi"', b: "it's"}`,
    String.raw`{a: "\x41B\0\v\
rest", \u0061b: 1}`,
    '{a: 0x1F, b: .5, c: 5., d: +1, e: -Infinity, f: 1e3, g: -0x10}',
    '\ufeff{ "a-b": [[], {}, [{}]], // x\n /* y */ default: true, Infinity: null, }',
  ])('is read as the strict parser reads it: %s', (text) => {
    expect(plain(parseLoose(text).root)).toEqual(toValue(parseSyntax(text)));
  });

  it('is read so for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value, undefined, 2);
        fc.pre(!text.includes('"__proto__"'));
        expect(plain(parseLoose(text).root)).toEqual(toValue(parseSyntax(text)));
      }),
    );
  });
});

describe('a text that is half typed', () => {
  it.each([
    [
      '{ agents: { a: { model: } }, channels: {} }',
      { agents: { a: { model: undefined } }, channels: {} },
    ],
    ['{ a: { model:\n tools: [1] } }', { a: { model: undefined, tools: [1] } }],
    ['{ a: 1 b: 2 }', { a: 1, b: 2 }],
    ['{ a: 1\n mod\n b: 2 }', { a: 1, mod: undefined, b: 2 }],
    ["{ a: { model: 'open\n}, b: 1 }", { a: { model: 'open' }, b: 1 }],
    ['{ a: [1, 2, b: 3 }', { a: [1, 2, 'b', 3] }],
    ['{ a: { b: 1, ', { a: { b: 1 } }],
    ['{ a: { b: [1 }, c: 2 }', { a: { b: [1] }, c: 2 }],
    ['{ model: openai/gpt-5, x: 1 }', { model: 'openai/gpt-5', x: 1 }],
    ['{ agents { a: 1 } }', { agents: { a: 1 } }],
    ['{ ] a: 1 }', { a: 1 }],
    ['{ # no\n a: 1 /* open', { a: 1 }],
    ['{ {b: 1} a: 1 }', { a: 1 }],
    ['', undefined],
  ])('gives what can be told of %j', (text, value) => {
    expect(plain(parseLoose(text).root)).toEqual(value);
  });

  it('never fails, whatever it is', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"a',
      "'",
      'b',
      ' ',
      '\n',
      '//',
      '/*',
      '\\',
      '$A',
      '1',
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const { text, tokens } = parseLoose(pieces.join(''));
        const covered = tokens.map(({ start, end }) => text.slice(start, end)).join('');
        expect(covered.replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is cut at the depth that a configuration may have', () => {
    expect(parseLoose('['.repeat(100_000)).root).toBeDefined();
    expect(parseLoose('{a:'.repeat(100_000)).root).toBeDefined();
  });

  it('is read in one pass, also where every character is wrong', () => {
    expect(listTokens('# “no” \\ @@\n'.repeat(20_000)).length).toBeGreaterThan(0);
  });
});

it('finds nodes by their path', () => {
  const { root } = parseLoose('{ a: [{ b: 1 }], a: [{ b: 2 }] }');
  expect(nodeAt(root, ['a', 0, 'b'])).toMatchObject({ value: 2 });
  expect(nodeAt(root, ['a', 1, 'b'])).toBeUndefined();
});
