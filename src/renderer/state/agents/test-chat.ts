import { createStore, type StoreApi } from 'zustand/vanilla';
import { toClientError, type ClientError } from '../../transport/client-error.ts';
import type { Client } from '../../transport/client.ts';
import type { Clock, Timer } from '../../transport/clock.ts';
import type { Draft } from '../config-draft/draft.ts';
import { toConfigEdits } from '../config-draft/draft-edits.ts';

export interface TestChatState {
  readonly phase: 'closed' | 'opening' | 'open';
  /** What its conversation is called; undefined while there is none. */
  readonly sessionKey: string | undefined;
  /** The pending edits are not in it yet. */
  readonly isBehind: boolean;
  /** Why it could not be begun, or why it goes on with older settings. */
  readonly error: ClientError | undefined;
}

/** A conversation with an agent as its pending edits would make it. */
export interface TestChat {
  readonly store: StoreApi<TestChatState>;
  readonly begin: () => Promise<void>;
  /** Ends it and forgets what was said. */
  readonly end: () => void;
}

const pauseMs = 400;
const closed: TestChatState = {
  phase: 'closed',
  sessionKey: undefined,
  isBehind: false,
  error: undefined,
};

/** Makes the test chat of a draft; nothing is opened before `begin`. */
export function createTestChat(
  { client, clock }: { readonly client: Client; readonly clock: Clock },
  draft: Draft,
): TestChat {
  const store = createStore<TestChatState>(() => closed);
  const agentId = String(draft.path.at(-1));
  let draftId: string | undefined;
  let timer: Timer | undefined;
  let unfollow: (() => void) | undefined;

  const edits = (): { readonly edits?: ReturnType<typeof toConfigEdits> } => {
    const pending = toConfigEdits(draft.store.getState().edits);
    return pending.length === 0 ? {} : { edits: pending };
  };
  const update = async (): Promise<void> => {
    const id = draftId;
    if (id === undefined) return;
    try {
      await client.request('agents.draft.update', { draftId: id, ...edits() });
      if (id === draftId) store.setState({ isBehind: false, error: undefined });
    } catch (thrown) {
      const error = toClientError(thrown);
      if (id !== draftId) return;
      if (error.code === 'AGENT_DRAFT_UNKNOWN') forget({ ...closed, error });
      else store.setState({ error });
    }
  };
  const later = (): void => {
    if (draftId === undefined) return;
    store.setState({ isBehind: true });
    timer?.cancel();
    timer = clock.after(pauseMs, () => void update());
  };
  const follow = (): (() => void) => {
    const ends = [
      draft.store.subscribe((now, before) => {
        if (now.edits !== before.edits) later();
      }),
      client.on('config.changed', later),
      // After a cut line it may be over, and this connection has to say that it uses it.
      client.onReady(later),
    ];
    return () => ends.forEach((end) => end());
  };
  const forget = (state: TestChatState): void => {
    timer?.cancel();
    unfollow?.();
    draftId = undefined;
    store.setState(state);
  };

  return {
    store,
    async begin() {
      if (store.getState().phase !== 'closed') return;
      store.setState({ ...closed, phase: 'opening' });
      try {
        const opened = await client.request('agents.draft.open', { agentId, ...edits() });
        // Somebody left the page meanwhile.
        if (store.getState().phase !== 'opening')
          return void client
            .request('agents.draft.close', { draftId: opened.draftId })
            .catch(() => undefined);
        draftId = opened.draftId;
        unfollow = follow();
        store.setState({ ...closed, phase: 'open', sessionKey: opened.sessionKey });
      } catch (thrown) {
        store.setState({ ...closed, error: toClientError(thrown) });
      }
    },
    end() {
      const id = draftId;
      forget(closed);
      if (id !== undefined)
        client.request('agents.draft.close', { draftId: id }).catch(() => undefined);
    },
  };
}
