import fc from 'fast-check';

/**
 * How random tests run: FUZZ_CASES says how many cases (2,000 when absent), FUZZ_SEED repeats a
 * run. The seed is printed also when everything is fine.
 */
export function fuzzSettings(name: string): { readonly numRuns: number; readonly seed: number } {
  const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);
  const numRuns = Number(process.env['FUZZ_CASES'] ?? 2_000);
  process.stdout.write(`fuzz ${name}: seed ${seed}, ${numRuns} cases\n`);
  return { numRuns, seed };
}

/** Enough time for a million cases. */
export const fuzzTimeoutMs = 60 * 60_000;

/** Whether a property finds a planted bug: the control of each random test. */
export async function findsBug(property: fc.IRawProperty<unknown>): Promise<boolean> {
  const details = await fc.check(property, { numRuns: 2_000, seed: 1, endOnFailure: true });
  return details.failed;
}

const trivia = fc.constantFrom(
  '',
  '',
  '',
  ' ',
  '  ',
  '\n',
  '\r\n',
  '\n  ',
  '\t',
  '/* note */',
  ' /* a, b: {c} */ ',
  '// line\n',
  ' // it\'s "quoted" }\r\n  ',
  '/* two\n lines */',
  '\u00a0',
  '//\u2028',
);

/** Keys as people write them, with a few that lead careless code astray. */
export const keys = fc.constantFrom(
  'a',
  'b',
  'c',
  'default',
  'null',
  'constructor',
  'toString',
  'my-key',
  'dotted.key',
  '',
  'Ünï',
  '0',
  '$x',
);

const scalars = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -0, 1.5, -7, 1e21, 'text', '', "it's", 'say "hi"'),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.integer(),
);

/** Values that JSON can say, a few levels deep. */
export const values: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalars,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(keys, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

/** A text in JSON5 with comments, odd spaces, both quotes and trailing commas, and what it says. */
export const texts = writtenOddly(
  fc.dictionary(keys, values, { maxKeys: 5, noNullPrototype: true }),
);

/** As `texts`, of values of your own. */
export function writtenOddly<T extends Record<string, unknown>>(
  some: fc.Arbitrary<T>,
): fc.Arbitrary<{ readonly text: string; readonly value: T }> {
  return fc
    .tuple(
      some,
      fc.array(trivia, { minLength: 1, maxLength: 12 }),
      fc.array(fc.nat(5), { minLength: 1, maxLength: 7 }),
    )
    .map(([value, spaces, choices]) => ({ text: printOddly(value, spaces, choices), value }));
}

function printOddly(value: unknown, spaces: readonly string[], choices: readonly number[]): string {
  let at = 0;
  const space = (): string => spaces[at++ % spaces.length] ?? '';
  const choose = (): number => choices[at++ % choices.length] ?? 0;
  const quoted = (text: string): string => {
    const escaped = JSON.stringify(text).replaceAll('\u2028', '\\u2028');
    if (choose() > 2) return escaped;
    return `'${escaped.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  };
  const key = (name: string): string =>
    /^[A-Za-z_$][\w$]*$/.test(name) && choose() > 1 ? name : quoted(name);
  const list = (parts: readonly string[]): string => {
    const tail = parts.length > 0 && choose() > 3 ? ',' : '';
    return space() + parts.join(`${space()},${space()}`) + space() + tail + space();
  };
  const print = (node: unknown): string => {
    if (typeof node === 'string') return quoted(node);
    if (Object.is(node, -0)) return '-0';
    if (Array.isArray(node)) return `[${list(node.map(print))}]`;
    if (typeof node === 'object' && node !== null) {
      const members = Object.entries(node).map(
        ([name, child]) => `${key(name)}${space()}:${space()}${print(child)}`,
      );
      return `{${list(members)}}`;
    }
    return String(node);
  };
  return space() + print(value) + space();
}
