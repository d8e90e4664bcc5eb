import type { Draft } from '../../state/config-draft/draft.ts';
import { valueAt } from '../../state/config-draft/plain-value.ts';
import { useDraftState } from '../editing/use-draft.ts';

/** The list of a draft as it stands there, or what holds without one. */
export function useList(draft: Draft, key: string, unset: readonly string[]): readonly string[] {
  const value = useDraftState(draft, (state) => valueAt(state.value, [key]));
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : unset;
}
