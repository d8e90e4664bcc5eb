import { useConfig, useDraft, useDraftState } from '../editing/use-draft.ts';
import { valueAt } from '../../state/config-draft/plain-value.ts';
import type { Draft } from '../../state/config-draft/draft.ts';
import { compareRules, type RuleChanges } from './rule-changes.ts';
import { readRules, type Rule } from './rules.ts';

export interface RulesDraft {
  readonly draft: Draft;
  /** With what is pending, entry by entry. */
  readonly list: readonly unknown[];
  readonly rules: readonly Rule[];
  readonly pending: RuleChanges;
  readonly write: (list: readonly unknown[]) => void;
  /** Whether an agent is there and switched on, as it is written. */
  readonly canAnswer: (agent: string) => boolean;
}

/** Section `bindings` while it is edited; the same for every page that shows it. */
export function useRulesDraft(): RulesDraft {
  const draft = useDraft(['bindings']);
  const value = useDraftState(draft, (state) => state.value);
  const written = useDraftState(draft, (state) => state.written);
  const agents = useConfig((state) => valueAt(state.text?.config, ['agents']));
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return {
    ...{ draft, list },
    rules: readRules(list),
    pending: compareRules(written, list),
    write(next) {
      if (next.length === 0 && written === undefined) draft.reset([]);
      else draft.set([], next);
    },
    canAnswer: (agent) =>
      valueAt(agents, [agent]) !== undefined && valueAt(agents, [agent, 'enabled']) !== false,
  };
}
