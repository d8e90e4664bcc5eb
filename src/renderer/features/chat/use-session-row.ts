import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { SessionRow } from '../../../shared/protocol/sessions.ts';
import { useApp } from '../../state/app-context.ts';
import type { Conversation } from '../../state/conversation/conversation.ts';
import { findSession } from '../../state/sessions.ts';

/** What is known about a conversation beside its messages; undefined before the first of them. */
export function useSessionRow({ ref }: Conversation): SessionRow | undefined {
  const { sessions } = useApp();
  const row = useStore(sessions.store, (state) => findSession(state, ref));
  const isMissing = useStore(sessions.store, ({ load }) => load === 'ready') && row === undefined;
  // The list is read by pages: one far down, or an archived one, is asked for by itself.
  useEffect(() => {
    if (isMissing) void sessions.lookUp(ref);
  }, [isMissing, sessions, ref]);
  return row;
}
