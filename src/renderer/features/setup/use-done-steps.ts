import { useEffect } from 'react';
import { useStore } from 'zustand';
import { valueAt } from '../../state/config-draft/plain-value.ts';
import { createOverview } from '../../state/overview.ts';
import type { SetupStep } from '../../state/setup.ts';
import { useTopic } from '../../state/use-topic.ts';
import { useConfig } from '../editing/use-draft.ts';
import { useDefaultAgentId } from './use-default-model.ts';

/** What is done already, as the gateway sees it; whoever comes back later finds it so. */
export function useDoneSteps(): readonly SetupStep[] {
  const overview = useTopic(createOverview);
  useEffect(() => overview.show(), [overview]);
  const setup = useStore(overview.store, ({ value }) => value?.setup);
  const agentId = useDefaultAgentId();
  const isDescribed = useConfig((state) => isAgentDescribed(state.text?.parsed, agentId));
  const done: SetupStep[] = [];
  if (setup?.hasModel === true) done.push('model');
  if (isDescribed) done.push('agent');
  if (setup?.hasMessenger === true) done.push('messenger');
  if (setup?.hasConversation === true) done.push('hello');
  return done;
}

/** Whether enough was read to tell which steps are done. */
export function useIsKnown(): boolean {
  const isRead = useStore(useTopic(createOverview).store, ({ value }) => value !== undefined);
  const hasConfig = useConfig((state) => state.text !== undefined);
  return isRead && hasConfig;
}

/** Somebody gave it a name or told it how to behave; a model alone says nothing of who it is. */
function isAgentDescribed(parsed: unknown, agentId: string): boolean {
  return ['name', 'systemPrompt'].some(
    (key) => valueAt(parsed, ['agents', agentId, key]) !== undefined,
  );
}
