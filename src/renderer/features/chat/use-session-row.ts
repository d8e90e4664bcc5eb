import { useStore } from 'zustand';
import type { SessionRow } from '../../../shared/protocol/sessions.ts';
import { useApp } from '../../state/app-context.ts';
import type { Conversation } from '../../state/conversation/conversation.ts';

/** What the list of conversations says about this one; undefined before its first message. */
export function useSessionRow({ ref }: Conversation): SessionRow | undefined {
  const { sessions } = useApp();
  return useStore(sessions.store, ({ rows }) =>
    ref.sessionId === undefined
      ? rows.find((row) => row.key === ref.key)
      : rows.find((row) => row.sessionId === ref.sessionId),
  );
}
