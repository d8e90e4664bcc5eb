import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { parseSyntax } from '../../shared/json5/parse.ts';
import { skipComment } from '../../shared/json5/scan.ts';
import { toValue, type ArrayNode } from '../../shared/json5/tree.ts';
import { blocksOf } from './edit/blocks.ts';
import { editText } from './edit/edit-text.ts';
import type { PlainEdit } from './edit/plain-edit.ts';
import { findsBug, fuzzSettings, fuzzTimeoutMs, values, writtenOddly } from './fuzz-settings.ts';

type Edit = (text: string, edits: readonly PlainEdit[]) => Promise<string>;

const setList = (value: unknown): readonly PlainEdit[] => [{ op: 'set', path: ['list'], value }];
const shuffled = <T>(items: readonly T[]) =>
  fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });

/** One entry as people write them: comments above, the entry, a comment beside. */
const rows = fc.record({
  above: fc.array(fc.constantFrom('// above', '/* above */', '// { "a": [1, 2'), { maxLength: 2 }),
  isSeparate: fc.boolean(),
  beside: fc.constantFrom('', ' // beside', ' /* beside */', ' /* one */ // two'),
});
type Row = { readonly above: readonly string[]; readonly beside: string; readonly body: string };
interface Layout {
  readonly newline: string;
  readonly hasLastComma: boolean;
  /** By place: what stands in front of the entry and does not belong to it. */
  readonly headings: readonly string[];
}

function print(entries: readonly Row[], { newline, hasLastComma, headings }: Layout): string {
  const parts = entries.map(({ above, beside, body }, place) => {
    const comma = hasLastComma || place < entries.length - 1 ? ',' : '';
    const lines = [...above, `${body}${comma}${beside}`].map((line) => `    ${line}`);
    return `${headings[place] ?? ''}${lines.join(newline)}${newline}`;
  });
  return `{${newline}  list: [${newline}${parts.join('')}  ], // end${newline}}${newline}`;
}

/** A list of rules, one to a line, and the same rules in another order. */
const wellWritten = fc
  .tuple(
    fc.array(rows, { minLength: 1, maxLength: 6 }),
    fc.constantFrom('\n', '\r\n'),
    fc.boolean(),
  )
  .chain(([list, newline, hasLastComma]) => {
    const headings = list.map(({ isSeparate }, place) =>
      isSeparate ? `    // heading ${place}${newline}${newline}` : '',
    );
    const entries = list.map(({ above, beside }, at): Row => {
      const body = at % 2 === 0 ? `{ id: ${at} }` : `{${newline}      id: ${at},${newline}    }`;
      return {
        above: above.map((comment) => comment.replace('above', `above ${at}`)),
        beside,
        body,
      };
    });
    const layout: Layout = { newline, hasLastComma, headings };
    return shuffled(entries.map((_, at) => at)).map((order) => ({ entries, layout, order }));
  });

const movesWhole = (edit: Edit) =>
  fc.asyncProperty(wellWritten, async ({ entries, layout, order }) => {
    const wanted = order.map((id) => ({ id }));
    const after = await edit(print(entries, layout), setList(wanted));
    const moved = order.flatMap((id) => entries[id] ?? []);
    if (after !== print(moved, layout)) throw new Error(after);
  });

/** Any list in any layout, in another order. */
const odd = writtenOddly(
  fc.record({
    before: values,
    list: fc.array(values, { minLength: 1, maxLength: 6 }),
    after: values,
  }),
).chain(({ text, value }) => shuffled(value.list).map((list) => ({ text, list })));

const losesNothing = (edit: Edit) =>
  fc.asyncProperty(odd, async ({ text, list }) => {
    const after = await edit(text, setList(list));
    if (!isDeepStrictEqual(toValue(listIn(after)), list)) throw new Error(`not equal: ${after}`);
    expect(commentsOf(after).toSorted()).toEqual(commentsOf(text).toSorted());
    expect(outside(after, list.length)).toEqual(outside(text, list.length));
  });

function listIn(text: string): ArrayNode {
  const root = parseSyntax(text);
  const list = root.kind === 'object' && root.members.find(({ key }) => key === 'list')?.value;
  if (!list || list.kind !== 'array') throw new Error(`no list: ${text}`);
  return list;
}

/** Everything before the first entry with its comments, and after the last one with them. */
function outside(text: string, length: number): readonly unknown[] {
  const list = listIn(text);
  expect(list.items).toHaveLength(length);
  return [text.slice(0, list.start), text.slice(list.end), blocksOf(text, list).length];
}

function commentsOf(text: string): string[] {
  const found: string[] = [];
  let at = 0;
  while (at < text.length) {
    const string = /"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'/y;
    string.lastIndex = at;
    const end = skipComment(text, at);
    if (end > at) found.push(text.slice(at, end));
    at = end > at ? end : string.test(text) ? string.lastIndex : at + 1;
  }
  return found;
}

it('moves each entry with what belongs to it and no other byte', { timeout: fuzzTimeoutMs }, () =>
  fc.assert(movesWhole(editText), fuzzSettings('rules in another order')),
);

it('keeps every comment of a list in any layout', { timeout: fuzzTimeoutMs }, () =>
  fc.assert(losesNothing(editText), fuzzSettings('lists in another order')),
);

it('would find an editor that leaves comments where they are', async () => {
  const leaves: Edit = async (text, [edit]) => {
    if (edit?.op !== 'set' || !Array.isArray(edit.value)) return text;
    const steps = edit.value.map((value, at): PlainEdit => ({
      op: 'set',
      path: ['list', at],
      value,
    }));
    return editText(text, steps);
  };
  expect(await findsBug(movesWhole(leaves))).toBe(true);
});

it('would find an editor that loses a comment', async () => {
  const loses: Edit = async (text, edits) =>
    (await editText(text, edits)).replace('/* note */', '');
  expect(await findsBug(losesNothing(loses))).toBe(true);
});
