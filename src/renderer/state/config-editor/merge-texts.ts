import { diff3Merge } from 'node-diff3';

/** Lines that both sides changed, and what stood there before. */
export interface LineConflict {
  readonly mine: readonly string[];
  readonly base: readonly string[];
  readonly theirs: readonly string[];
}

/** A run of lines that nobody disagrees about, or a place where two changed the same lines. */
export type MergePart = { readonly ok: readonly string[] } | { readonly conflict: LineConflict };

/** Two changes of one text, brought together line by line. */
export interface TextMerge {
  readonly parts: readonly MergePart[];
  readonly conflictCount: number;
}

/** Above so many pairs of lines that may have to be compared nothing is compared. */
const mostPairs = 16_000_000;

/**
 * Brings two changes of a text together. What one of them changed is taken; where both changed the
 * same lines, or lines that touch, it is a conflict, unless they changed them alike. No line of
 * either is lost: it is in the result or in a conflict.
 */
export function mergeTexts(base: string, mine: string, theirs: string): TextMerge {
  const texts = { base: base.split('\n'), mine: mine.split('\n'), theirs: theirs.split('\n') };
  const { head, tail, middle } = cutCommon(texts);
  const parts: MergePart[] = [
    { ok: head },
    ...(isTooMuch(middle) ? [{ conflict: middle }] : mergeLines(middle)),
    { ok: tail },
  ];
  return { parts, conflictCount: parts.filter((part) => 'conflict' in part).length };
}

/** The text of a merge, with one side in the place of each conflict. */
export function textOfMerge({ parts }: TextMerge, side: 'mine' | 'theirs'): string {
  return parts.flatMap((part) => ('ok' in part ? part.ok : part.conflict[side])).join('\n');
}

function mergeLines({ mine, base, theirs }: LineConflict): readonly MergePart[] {
  const merged = diff3Merge([...mine], [...base], [...theirs], { excludeFalseConflicts: true });
  return merged.map(({ ok, conflict }) =>
    conflict
      ? { conflict: { mine: conflict.a, base: conflict.o, theirs: conflict.b } }
      : { ok: ok ?? [] },
  );
}

/** Most of two versions of a text is the same; only what lies between is compared. */
function cutCommon(texts: LineConflict): {
  readonly head: readonly string[];
  readonly tail: readonly string[];
  readonly middle: LineConflict;
} {
  const { base, mine, theirs } = texts;
  const shortest = Math.min(base.length, mine.length, theirs.length);
  let start = 0;
  while (start < shortest && base[start] === mine[start] && base[start] === theirs[start]) {
    start += 1;
  }
  let end = 0;
  const isSameAtEnd = (): boolean =>
    base.at(-1 - end) === mine.at(-1 - end) && base.at(-1 - end) === theirs.at(-1 - end);
  while (end < shortest - start && isSameAtEnd()) end += 1;
  const cut = (lines: readonly string[]): readonly string[] =>
    lines.slice(start, lines.length - end);
  return {
    head: base.slice(0, start),
    tail: base.slice(base.length - end),
    middle: { base: cut(base), mine: cut(mine), theirs: cut(theirs) },
  };
}

function isTooMuch({ base, mine, theirs }: LineConflict): boolean {
  return base.length * Math.max(mine.length, theirs.length) > mostPairs;
}
