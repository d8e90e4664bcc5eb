import { pairEntries } from '../../../shared/config/pair-entries.ts';
import { isSameValue } from './plain-value.ts';

/** Three states of one list. */
export interface ThreeLists {
  /** What both others began with. */
  readonly base: readonly unknown[];
  readonly mine: readonly unknown[];
  readonly theirs: readonly unknown[];
}

/** A list by the places its entries had in the base; what is new hangs on the entry before it. */
interface Side {
  /** Places of the base that are still there, in the order of this side. */
  readonly order: readonly number[];
  readonly values: ReadonlyMap<number, unknown>;
  /** By the place in the base of the entry in front of it; -1 at the beginning. */
  readonly added: ReadonlyMap<number, readonly unknown[]>;
}

/**
 * Both changes of one list: entries are known by what they say and not by their number, so that one is
 * the same wherever others were put, taken out or moved. What both put at the same place is all there,
 * theirs first. Undefined when nobody but a person can say: both changed the same entry or the order, or
 * an entry is there twice.
 */
export function mergeLists({ base, mine, theirs }: ThreeLists): readonly unknown[] | undefined {
  if (base.length === mine.length && base.length === theirs.length) {
    const byPlace = mergeByPlace({ base, mine, theirs });
    if (byPlace) return byPlace;
  }
  if ([base, mine, theirs].some(hasTwice)) return undefined;
  const sides = { mine: readSide(base, mine), theirs: readSide(base, theirs) };
  const values = mergeValues(base, sides);
  const order = values && mergeOrder(values, sides);
  const merged = order && putTogether(values, order, sides);
  return merged && hasTwice(merged) ? undefined : merged;
}

function mergeByPlace({ base, mine, theirs }: ThreeLists): readonly unknown[] | undefined {
  const isClear = base.every(
    (entry, at) => isSameValue(mine[at], entry) || isSameValue(theirs[at], entry),
  );
  if (!isClear) return undefined;
  return base.map((entry, at) => (isSameValue(mine[at], entry) ? theirs[at] : mine[at]));
}

function hasTwice(list: readonly unknown[]): boolean {
  return new Set(list.map((entry) => JSON.stringify(entry))).size < list.length;
}

function readSide(base: readonly unknown[], list: readonly unknown[]): Side {
  const from = pairEntries(base, list, 'near');
  const values = new Map<number, unknown>();
  const added = new Map<number, unknown[]>();
  let anchor = -1;
  for (const [at, value] of list.entries()) {
    const place = from[at];
    if (place === undefined) added.set(anchor, [...(added.get(anchor) ?? []), value]);
    else {
      values.set(place, value);
      anchor = place;
    }
  }
  return { order: from.filter((place) => place !== undefined), values, added };
}

interface Sides {
  readonly mine: Side;
  readonly theirs: Side;
}

/** What becomes of each entry of the base; undefined where both did something to one. */
function mergeValues(
  base: readonly unknown[],
  { mine, theirs }: Sides,
): ReadonlyMap<number, unknown> | undefined {
  const merged = new Map<number, unknown>();
  for (const [place, entry] of base.entries()) {
    const [a, b] = [mine.values.get(place), theirs.values.get(place)];
    if (!isSameValue(a, b) && !isSameValue(a, entry) && !isSameValue(b, entry)) return undefined;
    const value = isSameValue(a, entry) ? b : a;
    if (value !== undefined) merged.set(place, value);
  }
  return merged;
}

/** The order of the one who changed it. */
function mergeOrder(
  values: ReadonlyMap<number, unknown>,
  { mine, theirs }: Sides,
): readonly number[] | undefined {
  const [a, b] = [mine, theirs].map(({ order }) => order.filter((place) => values.has(place)));
  if (!a || !b) return undefined;
  if (isSameValue(a, b) || isSorted(a)) return b;
  return isSorted(b) ? a : undefined;
}

const isSorted = (places: readonly number[]): boolean =>
  places.every((place, at) => at === 0 || place > (places[at - 1] ?? 0));

function putTogether(
  values: ReadonlyMap<number, unknown>,
  order: readonly number[],
  { mine, theirs }: Sides,
): readonly unknown[] {
  const added = (place: number): readonly unknown[] => {
    const others = theirs.added.get(place) ?? [];
    const own = mine.added.get(place) ?? [];
    return [...others, ...own.filter((one) => !others.some((each) => isSameValue(each, one)))];
  };
  // What hung on an entry that is gone now follows the nearest one in front of it that is left.
  const hanging = Map.groupBy(new Set([...mine.added.keys(), ...theirs.added.keys()]), (place) => {
    let anchor = place;
    while (anchor >= 0 && !values.has(anchor)) anchor -= 1;
    return anchor;
  });
  const after = (place: number): readonly unknown[] =>
    (hanging.get(place) ?? []).toSorted((a, b) => a - b).flatMap(added);
  return [...after(-1), ...order.flatMap((place) => [values.get(place), ...after(place)])];
}
