import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listTokens } from '../../../../../shared/json5/list-tokens.ts';
import { parseSyntax } from '../../../../../shared/json5/parse.ts';
import { toValue } from '../../../../../shared/json5/tree.ts';
import { formatConfig } from './format-config.ts';

const lines = (...parts: string[]): string => `${parts.join('\n')}\n`;

describe('formatting', () => {
  it('indents, and leaves what stood on one line there', () => {
    expect(
      formatConfig('{\nagents:{assistant:{default:true,tools:["a","b"]}},\n\n\n\n  b:[ ]}'),
    ).toBe(
      lines(
        '{',
        '  agents: { assistant: { default: true, tools: ["a", "b"] } },',
        '',
        '  b: [],',
        '}',
      ),
    );
  });

  it('breaks what does not fit', () => {
    const long = `{ list: ["${'a'.repeat(50)}", "${'b'.repeat(50)}"] }`;
    expect(formatConfig(long)).toBe(
      lines('{', '  list: [', `    "${'a'.repeat(50)}",`, `    "${'b'.repeat(50)}",`, '  ],', '}'),
    );
  });

  it('keeps comments where they belong', () => {
    const text = lines(
      '// head',
      '{ // open',
      'a: 1 // one',
      ', /* two */ b: 2, // second',
      '',
      '    // own',
      '  c /* k */ : // why',
      '  3',
      '// tail',
      '} // end',
      '// last',
    );
    expect(formatConfig(text)).toBe(
      lines(
        '// head',
        '{ // open',
        '  a: 1, // one',
        '  /* two */ b: 2, // second',
        '',
        '  // own',
        '  c /* k */: // why',
        '    3,',
        '  // tail',
        '} // end',
        '// last',
      ),
    );
  });

  it('adds no comma to plain JSON', () => {
    expect(formatConfig('{\n"a": [\n1\n]}')).toBe(lines('{', '  "a": [', '    1', '  ]', '}'));
  });

  it('keeps the ends of lines and a byte-order mark', () => {
    expect(formatConfig('\uFEFF{\r\na: 1}')).toBe('\uFEFF{\r\n  a: 1,\r\n}\r\n');
  });

  it('leaves a text alone that does not parse', () => {
    expect(formatConfig('{ a: [1, }')).toBe('{ a: [1, }');
  });
});

const space = fc.constantFrom('', '', ' ', '\n', '\n\n\n', '  \n ', '\r\n', '\t', '\u00a0');
const gap = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: space },
      {
        weight: 1,
        arbitrary: fc.constantFrom('// c\n', '/* d */', '/* e\n  f */', '//\n', '// g \n\n'),
      },
    ),
    { maxLength: 3 },
  )
  .map((parts) => parts.join(''));
const scalar = fc.constantFrom(
  '1',
  '-0x1F',
  '"a // b"',
  "'c'",
  'true',
  'null',
  'NaN',
  '"x\\\ny"',
  `"${'w'.repeat(60)}"`,
);
const key = fc.constantFrom('a', 'b1', '"c d"', "'e'", 'default', '$f');

const { value } = fc.letrec<{ value: string; array: string; object: string; member: string }>(
  (tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      scalar,
      tie('array'),
      tie('object'),
    ),
    member: fc.tuple(key, gap, gap, tie('value')).map(([name, a, b, v]) => `${name}${a}:${b}${v}`),
    array: fc
      .tuple(fc.array(fc.tuple(gap, tie('value'), gap)), gap, fc.boolean())
      .map(([items, end, comma]) => wrap('[', items, end, comma, ']')),
    object: fc
      .tuple(fc.array(fc.tuple(gap, tie('member'), gap)), gap, fc.boolean())
      .map(([items, end, comma]) => wrap('{', items, end, comma, '}')),
  }),
);

function wrap(
  open: string,
  items: readonly (readonly [string, string, string])[],
  end: string,
  comma: boolean,
  close: string,
): string {
  const inner = items.map((parts) => parts.join('')).join(',');
  return `${open}${inner}${comma && items.length > 0 ? ',' : ''}${end}${close}`;
}

const anyText = fc.tuple(gap, value, gap).map((parts) => parts.join(''));
const comments = (text: string): string[] =>
  listTokens(text)
    .filter(({ kind }) => kind === 'comment')
    .map(({ start, end }) => text.slice(start, end).trimEnd());

describe('formatting any text', () => {
  const runs = { numRuns: 3_000 };

  it('changes no value and loses no comment', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const formatted = formatConfig(text);
        expect(toValue(parseSyntax(formatted))).toEqual(toValue(parseSyntax(text)));
        expect(comments(formatted)).toEqual(comments(text));
      }),
      runs,
    );
  });

  it('is done after one time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = formatConfig(text);
        expect(formatConfig(once)).toBe(once);
      }),
      runs,
    );
  });
});
