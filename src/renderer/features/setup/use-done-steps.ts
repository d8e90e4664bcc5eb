import { useEffect } from 'react';
import { useStore } from 'zustand';
import { createOverview } from '../../state/overview.ts';
import type { SetupStep } from '../../state/setup.ts';
import { useTopic } from '../../state/use-topic.ts';
import { useConfig } from '../editing/use-draft.ts';

/** What is done already, as the gateway sees it; whoever comes back later finds it so. */
export function useDoneSteps(): readonly SetupStep[] {
  const overview = useTopic(createOverview);
  useEffect(() => overview.show(), [overview]);
  const setup = useStore(overview.store, ({ value }) => value?.setup);
  const hasAgents = useConfig((state) => hasEntries(state.text?.parsed, 'agents'));
  const done: SetupStep[] = [];
  if (setup?.hasModel === true) done.push('model');
  if (hasAgents) done.push('agent');
  if (setup?.hasMessenger === true) done.push('messenger');
  if (setup?.hasConversation === true) done.push('hello');
  return done;
}

function hasEntries(parsed: unknown, section: string): boolean {
  const entries = (Object(parsed) as Readonly<Record<string, unknown>>)[section];
  return Object.keys(Object(entries) as object).length > 0;
}
