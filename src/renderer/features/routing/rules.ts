import {
  bindingTiers,
  tierOfMatch,
  type BindingTier,
} from '../../../shared/config/binding-tier.ts';
import { isRecord } from '../../../shared/is-record.ts';
import { isSameValue } from '../../state/config-draft/plain-value.ts';

/** What a rule can ask for. */
export const matchFields = ['channel', 'peer', 'parent', 'group', 'role', 'team'] as const;
export type MatchField = (typeof matchFields)[number];
export type RuleMatch = Readonly<Partial<Record<MatchField, string>>>;

/** One rule of section `bindings`, with its place in the file. */
export interface Rule {
  readonly position: number;
  readonly match: RuleMatch;
  readonly agent: string;
}

/** The rules that can be read, in the order of the file. What can't be keeps its place. */
export function readRules(bindings: unknown): readonly Rule[] {
  if (!Array.isArray(bindings)) return [];
  return bindings.flatMap((entry: unknown, position): readonly Rule[] => {
    if (!isRecord(entry) || !isRecord(entry['match'])) return [];
    const { match, agent } = entry;
    return [
      {
        position,
        match: pick((field) => {
          const value = match[field];
          return typeof value === 'string' ? value : undefined;
        }),
        agent: typeof agent === 'string' ? agent : '',
      },
    ];
  });
}

/** A match with those fields that have a value. */
export function pick(valueOf: (field: MatchField) => string | undefined): RuleMatch {
  return Object.fromEntries(
    matchFields.flatMap((field) => {
      const value = valueOf(field)?.trim();
      return value === undefined || value === '' ? [] : [[field, value]];
    }),
  );
}

export const tierOfRule = ({ match }: Pick<Rule, 'match'>): BindingTier => tierOfMatch(match);

/** The rules in the order in which they count: the more specific first, then as in the file. */
export function inOrder(rules: readonly Rule[]): readonly Rule[] {
  const rank = (rule: Rule): number => bindingTiers.indexOf(tierOfRule(rule));
  return rules.toSorted((a, b) => rank(a) - rank(b) || a.position - b.position);
}

/**
 * The rule that a rule changes places with when it is to count earlier or later: only among rules that
 * are equally specific does the place decide. Undefined when there is none.
 */
export function neighbourOf(rules: readonly Rule[], rule: Rule, by: 1 | -1): Rule | undefined {
  const equals = inOrder(rules).filter((each) => tierOfRule(each) === tierOfRule(rule));
  return equals[equals.findIndex(({ position }) => position === rule.position) + by];
}

/** An earlier rule that takes everything this one asks for, so that it never decides. */
export function hidingRule(
  rules: readonly Rule[],
  rule: Rule,
  canAnswer: (agent: string) => boolean,
): Rule | undefined {
  const ordered = inOrder(rules);
  const earlier = ordered.slice(
    0,
    ordered.findIndex(({ position }) => position === rule.position),
  );
  return earlier.find(
    (each) =>
      canAnswer(each.agent) &&
      matchFields.every(
        (field) => each.match[field] === undefined || each.match[field] === rule.match[field],
      ),
  );
}

/**
 * Where an entry stands now that was at a place of the list as it was: others may have saved meanwhile.
 * Undefined when it is gone, or was changed.
 */
export function placeNow(
  before: readonly unknown[],
  position: number,
  now: readonly unknown[],
): number | undefined {
  const entry = before[position];
  if (isSameValue(now[position], entry)) return position;
  const found = now.findIndex((each) => isSameValue(each, entry));
  return found < 0 ? undefined : found;
}

/** The list with a rule changed, or with a new one at its end; other fields of an entry stay. */
export function withRule(
  list: readonly unknown[],
  rule: Pick<Rule, 'match' | 'agent'>,
  position?: number,
): readonly unknown[] {
  const { match, agent } = rule;
  if (position === undefined) return [...list, { match, agent }];
  return list.map((entry, at) =>
    at === position ? { ...(isRecord(entry) ? entry : {}), match, agent } : entry,
  );
}

/** The list with two entries in each other's place. */
export function swapped(list: readonly unknown[], a: number, b: number): readonly unknown[] {
  return list.map((entry, at) => (at === a ? list[b] : at === b ? list[a] : entry));
}
