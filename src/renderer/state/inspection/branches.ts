import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ResultOf } from '../../../shared/protocol/contract.ts';
import type { AppState } from '../app-state.ts';
import { coalesce } from './coalesce.ts';
import type { TranscriptRef } from './types.ts';

export type Branch = ResultOf<'chat.branches'>['branches'][number];

/** The branches of the conversation that is looked at. */
export interface Branches {
  readonly store: StoreApi<{ readonly branches: readonly Branch[] }>;
  /** Another conversation is looked at, or the same one again. The result ends that. */
  readonly look: (ref: TranscriptRef) => () => void;
}

/** A turn of several steps makes several messages. */
const settleMs = 400;

/** Reads the branches of one conversation at a time, again when something is said in it. */
export function createBranches({ client, clock }: Pick<AppState, 'client' | 'clock'>): Branches {
  const store = createStore<{ readonly branches: readonly Branch[] }>(() => ({ branches: [] }));
  let shown: TranscriptRef | undefined;
  const read = coalesce(clock, settleMs, async () => {
    const asked = shown;
    if (!asked) return;
    const { key, sessionId } = asked;
    const params = sessionId === undefined ? { key } : { key, sessionId };
    const answer = await client.request('chat.branches', params).catch(() => undefined);
    if (answer && asked === shown) store.setState(answer);
  });
  client.on('chat.message', ({ sessionKey }) => {
    if (sessionKey === shown?.key) read.ask();
  });
  client.on('sessions.changed', ({ sessionKey }) => {
    if (sessionKey === shown?.key) read.ask();
  });
  client.onReady(() => read.ask());
  return {
    store,
    look(ref) {
      const isSame = shown?.key === ref.key && shown.sessionId === ref.sessionId;
      if (!isSame) store.setState({ branches: [] });
      shown = ref;
      read.ask();
      return () => {
        if (shown === ref) shown = undefined;
      };
    },
  };
}
