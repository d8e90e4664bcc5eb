import JSON5 from 'json5';
import { describe, expect, it } from 'vitest';
import { AppError } from '../errors/index.ts';
import { parseSyntax } from './parse.ts';
import { toValue } from './tree.ts';

const read = (text: string): unknown => toValue(parseSyntax(text));

function faultOf(text: string): AppError {
  try {
    parseSyntax(text);
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error('it parsed');
}

describe('what it reads', () => {
  it.each([
    '{}',
    '[]',
    'null',
    '{default: true, null: 1, Infinity: 2, true: 3}',
    `{a: 'say "hi"', b: "it's"}`,
    String.raw`{a: "\x41B\0\v\
rest", b: '\a\'\"'}`,
    '{a: "tab\there"}',
    '{a: 0x1F, b: .5, c: 5., d: +1, e: -Infinity, f: 1e3, g: 5.e-2, h: -0x10, i: -.5}',
    '{\\u0061b: 1, $x_: 2, grüße: 3}',
    '{a: "😀", /* x */ b: [1, 2, 3,], // end\n}',
    '{a: 1\r\n,b: 2\r\n}',
    '\ufeff{a: 1}',
    '{"a-b": [[], {}, [{}]]}',
    '// first\n{a: 1}\n// last',
    '{a: {b: {c: {d: [1, {e: null}]}}}}',
  ])('agrees with json5 on %s', (text) => {
    expect(read(text)).toEqual(JSON5.parse(text));
  });

  it('keeps the sign of zero and reads NaN', () => {
    expect(read('[-0, NaN, -NaN]')).toEqual([-0, NaN, NaN]);
  });

  it('knows where each key and value stands', () => {
    const text = '{ a: [1, "two"] }';
    const root = parseSyntax(text);
    if (root.kind !== 'object') throw new Error('not an object');
    const [member] = root.members;
    expect(text.slice(member?.keySpan.start, member?.keySpan.end)).toBe('a');
    expect(text.slice(member?.value.start, member?.value.end)).toBe('[1, "two"]');
  });

  it('keeps both of two equal keys, so that they can be reported', () => {
    const root = parseSyntax('{a: 1, a: 2}');
    expect(root.kind === 'object' && root.members.length).toBe(2);
    expect(toValue(root)).toEqual({ a: 2 });
  });
});

describe('what it refuses, and where', () => {
  it.each([
    ['', 'CONFIG_EMPTY', 1, 1],
    ['// only a comment', 'CONFIG_EMPTY', 1, 1],
    ['{a: 1\n b: 2}', 'CONFIG_COMMA_MISSING', 2, 2],
    ['{\n  a: "open\n}', 'CONFIG_STRING_OPEN', 2, 6],
    ['{\n  a: [1, 2\n', 'CONFIG_BRACKET_OPEN', 2, 6],
    ['{\n  a: [1, 2}\n', 'CONFIG_BRACKET_WRONG', 2, 11],
    ['{ model: openai/gpt-5 }', 'CONFIG_WORD_UNQUOTED', 1, 10],
    ['{ a 1 }', 'CONFIG_COLON_MISSING', 1, 5],
    ['{ a: }', 'CONFIG_VALUE_MISSING', 1, 6],
    ['{ : 1 }', 'CONFIG_KEY_EXPECTED', 1, 3],
    ['{ a: 01 }', 'CONFIG_NUMBER_INVALID', 1, 6],
    ['{ a: 12px }', 'CONFIG_NUMBER_INVALID', 1, 6],
    ['{ a: "\\u12" }', 'CONFIG_ESCAPE_INVALID', 1, 7],
    ['{ # no\n a: 1 }', 'CONFIG_HASH_COMMENT', 1, 3],
    ['{ a: “x” }', 'CONFIG_SMART_QUOTE', 1, 6],
    ['{ a: 1 } x', 'CONFIG_TEXT_AFTER_END', 1, 10],
    ['{ a: 1 /* x', 'CONFIG_COMMENT_OPEN', 1, 8],
    ['{ __proto__: 1 }', 'CONFIG_KEY_FORBIDDEN', 1, 3],
    ['{ "\\u005f_proto__": 1 }', 'CONFIG_KEY_FORBIDDEN', 1, 3],
    ['\ufeff{ a: ! }', 'CONFIG_CHARACTER', 1, 6],
    ['{ a: 1, , }', 'CONFIG_KEY_EXPECTED', 1, 9],
    ['{ 1: 2 }', 'CONFIG_KEY_UNQUOTED', 1, 3],
    ['{ agents: { agent-1: {} } }', 'CONFIG_KEY_UNQUOTED', 1, 13],
    ['{ a: 1, // x\n night-owl : {} }', 'CONFIG_KEY_UNQUOTED', 2, 2],
    ['{ openai/gpt-5: 1 }', 'CONFIG_KEY_UNQUOTED', 1, 3],
    ['{ a-1 }', 'CONFIG_COLON_MISSING', 1, 4],
    ['{ a: 1 ] }', 'CONFIG_BRACKET_WRONG', 1, 8],
    ['{ a: tru\\u0065 }', 'CONFIG_WORD_UNQUOTED', 1, 6],
  ])('%j is %s', (text, code, line, column) => {
    const fault = faultOf(text);
    expect({ code: fault.code, ...fault.place }).toEqual({ code, line, column });
    expect(fault.message).not.toMatch(/\{\w+\}/);
    expect(fault.hint).not.toMatch(/\{\w+\}/);
    expect(() => JSON5.parse<unknown>(text)).toSatisfy(
      code === 'CONFIG_KEY_FORBIDDEN' ? () => true : throws,
    );
  });

  it('says which sign a name may not have without quotes, and how to write it', () => {
    const fault = faultOf('{ agents: { agent-1: {} } }');
    expect(fault.message).toBe(
      'The name agent-1 needs quotes: - is not allowed there without them.',
    );
    expect(fault.hint).toBe('Write "agent-1": …');
    expect(faultOf('{ 7up: 1 }').message).toContain(': 7 is not allowed');
  });

  it('takes a name without quotes wherever JSON5 does', () => {
    expect(toValue(parseSyntax('{ a/* x */: 1, \\u0062: 2, $c_1: 3, é: 4, a_\u200d: 5 }'))).toEqual(
      {
        a: 1,
        b: 2,
        $c_1: 3,
        é: 4,
        'a_\u200d': 5,
      },
    );
  });

  it('stops at 65 levels and takes 64', () => {
    expect(() => parseSyntax('['.repeat(64) + ']'.repeat(64))).not.toThrow();
    expect(faultOf('['.repeat(65) + ']'.repeat(65)).code).toBe('CONFIG_TOO_DEEP');
  });

  it('answers 20,000 brackets with an error and not with a full stack', () => {
    expect(faultOf('['.repeat(20_000)).code).toBe('CONFIG_TOO_DEEP');
    expect(faultOf('{a:'.repeat(20_000)).code).toBe('CONFIG_TOO_DEEP');
  });

  it('refuses long text before it looks at it', () => {
    expect(faultOf(' '.repeat(50_000_000)).code).toBe('CONFIG_TOO_LARGE');
  });
});

function throws(action: () => unknown): boolean {
  try {
    action();
    return false;
  } catch {
    return true;
  }
}

it.each([
  '{ token: sk-HIDDEN }',
  '{ token: 123:HIDDEN }',
  '{ "apiKey" : 0123HIDDEN }',
  '{ botToken: "x" HIDDEN }',
])('tells nobody the secret that is not in quotes in %s', (text) => {
  let message = '';
  try {
    parseSyntax(text);
  } catch (thrown) {
    if (thrown instanceof AppError) message = `${thrown.message} ${thrown.hint}`;
  }
  expect(message).not.toBe('');
  expect(message).not.toMatch(/HIDDEN|123/);
});
