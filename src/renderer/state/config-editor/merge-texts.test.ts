import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergeTexts, textOfMerge } from './merge-texts.ts';

const lines = (text: string): readonly string[] => text.split('\n');

it('takes both changes where they are apart', () => {
  const merge = mergeTexts('a\nb\nc\nd', 'a\nB\nc\nd', 'a\nb\nc\nd\ne');
  expect([merge.conflictCount, textOfMerge(merge, 'mine')]).toEqual([0, 'a\nB\nc\nd\ne']);
});

it('asks where both changed one line, and not where they changed it alike', () => {
  const merge = mergeTexts('a\nb\nc', 'a\nX\nc', 'a\nY\nc');
  expect(merge.parts).toContainEqual({ conflict: { mine: ['X'], base: ['b'], theirs: ['Y'] } });
  expect([textOfMerge(merge, 'mine'), textOfMerge(merge, 'theirs')]).toEqual([
    'a\nX\nc',
    'a\nY\nc',
  ]);
  expect(mergeTexts('a\nb', 'a\nX', 'a\nX').conflictCount).toBe(0);
});

it('keeps line ends and an empty last line as they are', () => {
  const merge = mergeTexts('a\r\nb\r\nc\r\n', 'a\r\nb\r\nc\r\nd\r\n', 'A\r\nb\r\nc\r\n');
  expect(textOfMerge(merge, 'mine')).toBe('A\r\nb\r\nc\r\nd\r\n');
});

it('does not compare what is too much to compare', () => {
  const many = (word: string) => Array.from({ length: 6_000 }, () => word).join('\n');
  const merge = mergeTexts(many('a'), many('b'), many('c'));
  expect(merge.conflictCount).toBe(1);
  expect(textOfMerge(merge, 'theirs')).toBe(many('c'));
});

/** A text and changes of it; what is put in is told apart by its writer. */
const change = (writer: string) =>
  fc
    .array(
      fc.record({
        at: fc.nat(30),
        what: fc.constantFrom('insert', 'replace', 'delete'),
        id: fc.nat(9_999),
      }),
      { maxLength: 12 },
    )
    .map(
      (steps) => (text: readonly string[]) =>
        steps.reduce<readonly string[]>((now, { at, what, id }, index) => {
          const place = at % (now.length + 1);
          const line = `${writer}${index}-${id}`;
          return now.toSpliced(
            place,
            what === 'insert' ? 0 : 1,
            ...(what === 'delete' ? [] : [line]),
          );
        }, text),
    );

it('loses no line that one of two put in: it is in the text or in a conflict', () => {
  const base = fc.array(fc.constantFrom('{', '}', '  a: 1,', '', '  b: {', '  },'), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(base, change('m'), change('t'), (old, doMine, doTheirs) => {
      const [mine, theirs] = [doMine(old), doTheirs(old)];
      const merge = mergeTexts(old.join('\n'), mine.join('\n'), theirs.join('\n'));
      const found = new Set(
        merge.parts.flatMap((part) =>
          'ok' in part ? part.ok : [...part.conflict.mine, ...part.conflict.theirs],
        ),
      );
      const written = [...mine, ...theirs].filter((line) => /^[mt]\d/.test(line));
      for (const line of written) expect(found).toContain(line);
      if (merge.conflictCount > 0) return;
      const both = lines(textOfMerge(merge, 'mine'));
      expect(textOfMerge(merge, 'theirs')).toBe(both.join('\n'));
    }),
    { numRuns: 3_000 },
  );
});

it('gives back the one text that was changed', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', '')), change('m'), (old, doMine) => {
      const [base, mine] = [old.join('\n'), doMine(old).join('\n')];
      expect(textOfMerge(mergeTexts(base, mine, base), 'theirs')).toBe(mine);
      expect(textOfMerge(mergeTexts(base, base, mine), 'mine')).toBe(mine);
      expect(mergeTexts(base, mine, mine).conflictCount).toBe(0);
    }),
  );
});
