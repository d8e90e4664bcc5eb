import { isDeepStrictEqual } from 'node:util';
import { pairEntries } from '../../../shared/config/pair-entries.ts';
import type { ConfigPath } from '../../../shared/config/path.ts';
import { isRecord } from '../../../shared/is-record.ts';

/** A change that is made at one place of one file. */
export type TextStep =
  | { readonly step: 'replace'; readonly path: ConfigPath; readonly value: unknown }
  /** A new key, or a new entry in front of the one that stands there. */
  | { readonly step: 'insert'; readonly path: ConfigPath; readonly value: unknown }
  | { readonly step: 'append'; readonly path: ConfigPath; readonly value: unknown }
  | { readonly step: 'delete'; readonly path: ConfigPath }
  /** Entries of a list in another order: for each place where the entry stands until now. */
  | { readonly step: 'arrange'; readonly path: ConfigPath; readonly order: readonly number[] };

/** How the entries of two lists are told to be the same ones. */
export type PairUp = (
  before: readonly unknown[],
  after: readonly unknown[],
) => readonly (number | undefined)[];

/**
 * Entries stay at their places: the way for lists that are put together from several files, in which
 * none can move to another file.
 */
export const pairByPlace: PairUp = (before, after) =>
  after.map((_, at) => (at < before.length ? at : undefined));

/**
 * The smallest steps from one value to another, so that comments and order survive in what does
 * not change.
 */
export function diffSteps(
  before: unknown,
  after: unknown,
  path: ConfigPath,
  pairUp: PairUp = pairEntries,
): readonly TextStep[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) return diffLists(before, after, path, pairUp);
  if (!isRecord(before) || !isRecord(after)) return [{ step: 'replace', path, value: after }];
  const removed = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  return [
    ...removed.map((key): TextStep => ({ step: 'delete', path: [...path, key] })),
    ...Object.entries(after).flatMap(([key, value]): readonly TextStep[] =>
      Object.hasOwn(before, key)
        ? diffSteps(before[key], value, [...path, key], pairUp)
        : [{ step: 'insert', path: [...path, key], value }],
    ),
  ];
}

/** Changes what is there at its place, takes out from the end, brings the rest in order, puts in. */
function diffLists(
  before: readonly unknown[],
  after: readonly unknown[],
  path: ConfigPath,
  pairUp: PairUp,
): readonly TextStep[] {
  const from = pairUp(before, after);
  const stays = from.filter((place) => place !== undefined);
  const kept = stays.toSorted((a, b) => a - b);
  const rank = new Map(kept.map((place, at) => [place, at]));
  const order = stays.map((place) => rank.get(place) ?? 0);
  const changed = from.flatMap((place, at): readonly TextStep[] =>
    place === undefined ? [] : diffSteps(before[place], after[at], [...path, place], pairUp),
  );
  const gone = [...before.keys()].filter((place) => !rank.has(place)).reverse();
  // Each stands in front of the next one that was there before; at the end there is none.
  const end = from.findLastIndex((place) => place !== undefined) + 1;
  const added = after.flatMap((value, at): readonly TextStep[] => {
    if (from[at] !== undefined) return [];
    return [
      at < end ? { step: 'insert', path: [...path, at], value } : { step: 'append', path, value },
    ];
  });
  return [
    ...changed,
    ...gone.map((place): TextStep => ({ step: 'delete', path: [...path, place] })),
    ...(order.every((place, at) => place === at)
      ? []
      : [{ step: 'arrange', path, order } satisfies TextStep]),
    ...added,
  ];
}
