import { isRecord } from '../is-record.ts';

/** Above so many comparisons only neighbours are looked at. */
const mostComparisons = 250_000;

/**
 * Which entry of a list each one of a changed list was: by what it says, and where that is another, by
 * what it has in common and where it stands. For each entry of `after` its place in `before`; undefined:
 * a new one. An entry of `before` is taken once at most.
 */
export function pairEntries(
  before: readonly unknown[],
  after: readonly unknown[],
): readonly (number | undefined)[] {
  const [old, now] = [before.map(textOf), after.map(textOf)];
  const places = Map.groupBy(old.keys(), (at) => old[at]);
  const from = now.map((text) => places.get(text)?.shift());
  const taken = new Set(from);
  const gone = new Set([...old.keys()].filter((place) => !taken.has(place)));
  const isSmall = gone.size * now.length <= mostComparisons;
  for (const at of now.keys()) {
    if (from[at] !== undefined) continue;
    const near = nearPlaces(from, at, before.length);
    const candidates = isSmall ? gone : near.filter((place) => gone.has(place));
    const score = (place: number): number =>
      likeness(before[place], after[at]) + (near.includes(place) ? 0.25 : 0);
    const [best] = [...candidates].toSorted((a, b) => score(b) - score(a) || a - b);
    if (best === undefined || score(best) === 0) continue;
    from[at] = best;
    gone.delete(best);
  }
  return from;
}

/** Places beside those that the neighbours of an entry were at. */
function nearPlaces(
  from: readonly (number | undefined)[],
  at: number,
  length: number,
): readonly number[] {
  const last = at === 0 ? -1 : from[at - 1];
  const next = at === from.length - 1 ? length : from[at + 1];
  return [
    ...(last === undefined ? [] : [last + 1]),
    ...(next === undefined ? [] : [next - 1]),
    ...(length === from.length ? [at] : []),
  ];
}

/** How much of two entries is the same, from 0 to 1. */
function likeness(a: unknown, b: unknown): number {
  if (!isRecord(a) || !isRecord(b)) return 0;
  const same = Object.keys(a).filter((key) => key in b && textOf(a[key]) === textOf(b[key]));
  return same.length / Math.max(1, Object.keys(a).length, Object.keys(b).length);
}

function textOf(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value);
}
