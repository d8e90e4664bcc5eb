import type { Tree, TreeObject } from './tree.ts';

/**
 * How two lists at the same path become one:
 * - `concat`: included files after each other
 * - `replace`: a setting beside an include wins over the list that was included
 */
export type ListRule = 'concat' | 'replace';

/**
 * Merges `upper` over `lower`: objects key by key, lists by the rule, else `upper` wins and
 * remembers whom it beat. What is broken stays broken unless a plain value replaces it: nobody
 * knows what would have been merged.
 */
export function mergeTrees(lower: Tree, upper: Tree, lists: ListRule): Tree {
  if (upper.kind === 'broken') return upper;
  if (lower.kind === 'broken') return upper.kind === 'scalar' ? beat(upper, lower) : lower;
  if (lower.kind === 'object' && upper.kind === 'object') return mergeObjects(lower, upper, lists);
  if (lower.kind === 'array' && upper.kind === 'array' && lists === 'concat') {
    const items = [...lower.items, ...upper.items];
    return { ...upper, items, parts: [...lower.parts, ...upper.parts] };
  }
  return beat(upper, lower);
}

function beat(winner: Tree, loser: Tree): Tree {
  return { ...winner, lost: [...winner.lost, loser, ...loser.lost] };
}

function mergeObjects(lower: TreeObject, upper: TreeObject, lists: ListRule): TreeObject {
  const entries = new Map(lower.entries);
  for (const [key, value] of upper.entries) {
    const below = entries.get(key);
    entries.set(key, below ? mergeTrees(below, value, lists) : value);
  }
  return { ...upper, entries, parts: [...lower.parts, ...upper.parts] };
}
