import { isRecord } from '../is-record.ts';

/** Above so many comparisons what says something else is the same one only at its own place. */
const mostComparisons = 250_000;

/**
 * Which entry of a list each one of a changed list was: by what it says, and where that is another, by
 * where it stands and what it has in common. For each entry of `after` its place in `before`; undefined:
 * a new one. An entry of `before` is taken once at most.
 * @param reach `near`: what says something else is the same one only between the same neighbours
 */
export function pairEntries(
  before: readonly unknown[],
  after: readonly unknown[],
  reach: 'near' | 'far' = 'far',
): readonly (number | undefined)[] {
  const [old, now] = [before.map(textOf), after.map(textOf)];
  const places = Map.groupBy(old.keys(), (at) => old[at]);
  const from = now.map((text) => places.get(text)?.shift());
  const taken = new Set(from);
  const gone = new Set([...old.keys()].filter((place) => !taken.has(place)));
  const isSmall = gone.size * now.length <= mostComparisons;
  for (const at of now.keys()) {
    if (from[at] !== undefined) continue;
    const isNear = nearPlaces(from, at, before.length);
    const candidates = isSmall ? [...gone] : [at].filter((place) => gone.has(place));
    const [best] = candidates
      .filter((place) => reach === 'far' || isNear(place))
      .map((place) => {
        const score = likeness(before[place], after[at]) + (isNear(place) ? 0.25 : 0);
        return { place, score };
      })
      .toSorted((a, b) => b.score - a.score);
    if (best === undefined || best.score === 0) continue;
    from[at] = best.place;
    gone.delete(best.place);
  }
  return from;
}

/** Whether a place lies between those that the neighbours of an entry had, or is its own. */
function nearPlaces(
  from: readonly (number | undefined)[],
  at: number,
  length: number,
): (place: number) => boolean {
  const last = from.slice(0, at).findLast((place) => place !== undefined) ?? -1;
  const next = from.slice(at + 1).find((place) => place !== undefined) ?? length;
  return (place) => (place > last && place < next) || (place === at && length === from.length);
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
