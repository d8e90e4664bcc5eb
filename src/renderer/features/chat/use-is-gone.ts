import { useStore } from 'zustand';
import { useApp } from '../../state/app-context.ts';
import type { Conversation } from '../../state/conversation/conversation.ts';
import { canBegin } from './can-begin.ts';

/**
 * Whether there is no such conversation and none can be begun under its key: an archived one of which
 * nothing is there, or a key that no agent stands behind.
 */
export function useIsGone({ ref, store }: Conversation, hasRow: boolean): boolean {
  const { gateway, sessions } = useApp();
  const isEmpty = useStore(store, ({ rows, load }) => rows.length === 0 && load.kind === 'ready');
  const isListed = useStore(sessions.store, ({ load }) => load === 'ready');
  const agents = useStore(gateway, (state) => state.agents);
  if (!isEmpty || hasRow || !isListed || !agents) return false;
  return ref.sessionId !== undefined || !canBegin(ref.key, agents);
}
