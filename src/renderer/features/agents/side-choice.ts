import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AgentSide } from './agent-places.ts';

/** What stands beside the form of agents; for `useTopic`. */
export function createSideChoice(): StoreApi<{ readonly side: AgentSide }> {
  return createStore(() => ({ side: 'chat' }));
}
