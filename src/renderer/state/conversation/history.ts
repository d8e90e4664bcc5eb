import type { StoreApi } from 'zustand/vanilla';
import { toClientError } from '../../transport/client-error.ts';
import type { Client } from '../../transport/client.ts';
import { applyNewestPage, applyOlderPage } from './apply-history.ts';
import type { ConversationState } from './types.ts';

export interface History {
  /** Reads the newest page, also when one is there already. */
  readonly reload: () => Promise<void>;
  readonly loadOlder: () => Promise<void>;
  /** Pages upwards until a message is there; false when it is not on this branch. */
  readonly loadUntil: (messageId: string) => Promise<boolean>;
}

interface HistoryDeps {
  readonly client: Pick<Client, 'request'>;
  readonly sessionKey: string;
  /** Set for an archived conversation. */
  readonly sessionId: string | undefined;
  readonly store: StoreApi<ConversationState>;
  readonly update: (change: (state: ConversationState) => ConversationState) => void;
}

const newestLimit = 60;
const olderLimit = 100;
/** A jump to a message may have a long way to go. */
const jumpLimit = 1_000;

/** Reads a conversation page by page from its newest message upwards. */
export function createHistory({
  client,
  sessionKey,
  sessionId,
  store,
  update,
}: HistoryDeps): History {
  const base = sessionId === undefined ? { sessionKey } : { sessionKey, sessionId };
  let round = 0;

  const reload = async (): Promise<void> => {
    const ownRound = ++round;
    if (store.getState().load.kind !== 'ready') {
      update((state) => ({ ...state, load: { kind: 'loading' } }));
    }
    try {
      const page = await client.request('chat.history', { ...base, limit: newestLimit });
      if (ownRound === round) update((state) => applyNewestPage(state, page));
    } catch (thrown) {
      const error = toClientError(thrown);
      // What is shown stays; without a line the next connect reads again.
      if (ownRound !== round || store.getState().load.kind === 'ready') return;
      update((state) => ({ ...state, load: { kind: 'failed', error } }));
    }
  };

  const readOlder = async (limit: number): Promise<boolean> => {
    const { olderCursor: cursor, isLoadingOlder } = store.getState();
    if (cursor === undefined || isLoadingOlder) return false;
    const ownRound = round;
    update((state) => ({ ...state, isLoadingOlder: true }));
    try {
      const page = await client.request('chat.history', { ...base, limit, cursor });
      if (ownRound !== round) return false;
      update((state) => applyOlderPage(state, page));
      return true;
    } catch {
      update((state) => ({ ...state, isLoadingOlder: false }));
      return false;
    }
  };

  return {
    reload,
    async loadOlder() {
      await readOlder(olderLimit);
    },
    async loadUntil(messageId) {
      if (store.getState().load.kind !== 'ready') await reload();
      const isThere = (): boolean =>
        store.getState().messages.some((message) => message.id === messageId);
      while (!isThere()) if (!(await readOlder(jumpLimit))) break;
      return isThere();
    },
  };
}
