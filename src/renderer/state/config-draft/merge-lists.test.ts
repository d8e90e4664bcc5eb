import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergeLists } from './merge-lists.ts';
import { isSameValue } from './plain-value.ts';

interface Entry {
  readonly id: number;
  readonly name: string;
  readonly to: string;
}
const entry = (id: number, to = 'x'): Entry => ({ id, name: `n${id}`, to });
const [a, b, c, d] = [entry(1), entry(2), entry(3), entry(4)];
const named = (list: readonly unknown[] | undefined): unknown =>
  list?.map((each) => `${(each as Entry).id}${(each as Entry).to}`).join(' ');

it.each([
  ['each changed another entry', [a, entry(2, 'm'), c], [entry(1, 't'), b, c], '1t 2m 3x'],
  ['one changed, one took out', [a, entry(2, 'm'), c], [b, c], '2m 3x'],
  ['one changed what the other moved', [entry(1, 'm'), b, c], [b, c, a], '2x 3x 1m'],
  ['one put in before what the other changed', [d, a, b, c], [entry(1, 't'), b, c], '4x 1t 2x 3x'],
  ['both put in at the end', [a, b, c, entry(8)], [a, b, c, entry(9)], '1x 2x 3x 9x 8x'],
  ['both put in the same', [a, b, c, d], [a, b, c, d], '1x 2x 3x 4x'],
  ['both took out', [b, c], [a, b], '2x'],
  ['one put in behind what the other took out', [a, b, d, c], [a, c], '1x 4x 3x'],
  ['both changed the same entry', [a, entry(2, 'm'), c], [a, entry(2, 't'), c], undefined],
  ['one changed what the other took out', [a, entry(2, 'm'), c], [a, c], undefined],
  ['both moved', [b, a, c], [a, c, b], undefined],
])('%s', (_, mine, theirs, merged) => {
  expect(named(mergeLists({ base: [a, b, c], mine, theirs }))).toBe(merged);
});

it('asks when it can not be told which entry is meant', () => {
  expect(mergeLists({ base: [a, a, b], mine: [a, b], theirs: [a, a] })).toBeUndefined();
  const twice = { base: ['x', 'y'], mine: ['x', 'y', 'z'], theirs: ['x', 'z'] };
  expect(mergeLists(twice)).toBeUndefined();
});

/** What somebody does to each entry, by its place; nothing where it belongs to the other one. */
const deeds = fc.array(fc.constantFrom('keep', 'mine', 'theirs', 'drop mine', 'drop theirs'), {
  minLength: 1,
  maxLength: 7,
});
const cases = fc.record({ deeds, turn: fc.nat(), isMineTurned: fc.boolean(), adds: fc.boolean() });

interface Case {
  readonly deeds: readonly string[];
  readonly turn: number;
  readonly isMineTurned: boolean;
  readonly adds: boolean;
}

function listOf(who: 'mine' | 'theirs', { deeds: all, turn, isMineTurned, adds }: Case): Entry[] {
  const list = all.flatMap((deed, id) =>
    deed === `drop ${who}` ? [] : [entry(id, deed === who ? who : 'x')],
  );
  const by = isMineTurned === (who === 'mine') ? turn % Math.max(1, list.length) : 0;
  const turned = [...list.slice(by), ...list.slice(0, by)];
  return adds ? [...turned, entry(who === 'mine' ? 100 : 200)] : turned;
}

type Merge = typeof mergeLists;

/** Whoever did what: all of it is there, and the order is that of the one who changed it. */
const losesNothing = (merge: Merge) =>
  fc.property(cases, (each) => {
    const base = each.deeds.map((_, id) => entry(id));
    const [mine, theirs] = [listOf('mine', each), listOf('theirs', each)];
    const merged = merge({ base, mine, theirs });
    const kept = each.deeds.flatMap((deed, id) =>
      deed.startsWith('drop') ? [] : [entry(id, deed === 'keep' ? 'x' : deed)],
    );
    const wanted = each.adds ? [...kept, entry(100), entry(200)] : kept;
    const byId = (list: readonly unknown[]): readonly unknown[] =>
      (list as readonly Entry[]).toSorted((one, other) => one.id - other.id);
    if (!merged || !isSameValue(byId(merged), wanted)) throw new Error(named(merged) as string);
    const turned = each.isMineTurned ? mine : theirs;
    // An entry that is moved and changed at once is a new one beside others that are gone.
    if (each.deeds.includes(each.isMineTurned ? 'mine' : 'theirs')) return;
    const ids = (list: readonly unknown[]): readonly number[] =>
      (list as readonly Entry[]).map(({ id }) => id).filter((id) => id < 100);
    const left = ids(merged);
    expect(left).toEqual(ids(turned).filter((id) => left.includes(id)));
  });

it('keeps what both did', () => {
  // A failure names the seed.
  fc.assert(losesNothing(mergeLists), { numRuns: 2_000 });
});

it('would find a merge that goes by numbers', () => {
  const byNumber: Merge = ({ base, mine, theirs }) =>
    base.map((each, at) => (isSameValue(mine[at], each) ? theirs[at] : mine[at]));
  expect(fc.check(losesNothing(byNumber), { seed: 1 }).failed).toBe(true);
});

it('would find a merge in which the last one wins', () => {
  expect(
    fc.check(
      losesNothing(({ mine }) => mine),
      { seed: 1 },
    ).failed,
  ).toBe(true);
});
