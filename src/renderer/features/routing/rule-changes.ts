import { readRules, tierOfRule, type Rule } from './rules.ts';

export type RuleChange = 'new' | 'changed' | 'moved';

/** A rule that is taken out, with the entry as it is written. */
export interface RemovedRule {
  readonly rule: Rule;
  readonly entry: unknown;
}

/** What is pending, rule by rule. */
export interface RuleChanges {
  /** By place in the pending list. */
  readonly changes: ReadonlyMap<number, RuleChange>;
  readonly removed: readonly RemovedRule[];
}

interface Pair {
  readonly before: number;
  readonly after: number;
}

/** Compares the list as it is written with the one that is pending. */
export function compareRules(written: unknown, pending: unknown): RuleChanges {
  const before = readTexts(written);
  const after = readTexts(pending);
  const same = pairUp(before, after);
  const lone = after.flatMap((_, at) => (same.some((pair) => pair.after === at) ? [] : [at]));
  const gone = before.flatMap((_, at) => (same.some((pair) => pair.before === at) ? [] : [at]));
  const changes = new Map<number, RuleChange>();
  for (const at of lone) changes.set(at, gone.includes(at) ? 'changed' : 'new');
  const tiers = new Map(readRules(pending).map((rule) => [rule.position, tierOfRule(rule)]));
  const tierOf = ({ after: at }: Pair): string | undefined => tiers.get(at);
  for (const pair of same) {
    const equals = same.filter((other) => tierOf(other) === tierOf(pair));
    if (isMoved(pair, equals)) changes.set(pair.after, 'moved');
  }
  const entries: readonly unknown[] = Array.isArray(written) ? written : [];
  const removed = readRules(written)
    .filter(({ position }) => gone.includes(position) && !lone.includes(position))
    .map((rule) => ({ rule, entry: entries[rule.position] }));
  return { changes, removed };
}

/** Entries that say the same, each with one of the other list. */
function pairUp(before: readonly string[], after: readonly string[]): readonly Pair[] {
  const taken = new Set<number>();
  return after.flatMap((text, at): readonly Pair[] => {
    const place = before.findIndex((each, index) => each === text && !taken.has(index));
    if (place < 0) return [];
    taken.add(place);
    return [{ before: place, after: at }];
  });
}

/** Whether it stands on the other side of another one now; among equals only that means anything. */
function isMoved(pair: Pair, all: readonly Pair[]): boolean {
  return all.some(
    (other) => other.before < pair.before !== other.after < pair.after && other !== pair,
  );
}

function readTexts(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.map((entry) => JSON.stringify(entry)) : [];
}
