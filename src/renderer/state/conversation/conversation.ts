import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ChatEvent, ChatMessage } from '../../../shared/protocol/chat.ts';
import type { PayloadOf } from '../../../shared/protocol/contract.ts';
import type { Client } from '../../transport/client.ts';
import type { Clock } from '../../transport/clock.ts';
import { applyAgentEvent } from './apply-agent-event.ts';
import { applyChatEvent } from './apply-chat-event.ts';
import { applyMessage } from './apply-message.ts';
import { createHistory, type History } from './history.ts';
import { layoutRows } from './rows.ts';
import { createSender, expectRun, type Sender } from './sender.ts';
import { areSameRows } from './same-rows.ts';
import { emptyConversation, type ConversationState, type Outgoing } from './types.ts';

/** Which conversation: the one its key leads to now, or an archived one by its id. */
export interface ConversationRef {
  readonly key: string;
  readonly sessionId?: string | undefined;
}

/** One conversation as it is shown: what is stored, what is being written, what waits to go out. */
export interface Conversation extends Sender, History {
  readonly ref: ConversationRef;
  readonly store: StoreApi<ConversationState>;
  /** Reads it if nobody has. */
  readonly open: () => void;
  readonly stop: () => Promise<void>;
  /** Asks once more for the last answer. */
  readonly retry: () => Promise<void>;
  /** Shows it empty at once, before the gateway has put a fresh one in its place. */
  readonly showEmpty: () => void;
  readonly takeMessage: (message: ChatMessage) => void;
  readonly takeChat: (event: ChatEvent) => void;
  readonly takeAgent: (event: PayloadOf<'agent'>) => void;
}

export interface ConversationDeps {
  readonly client: Pick<Client, 'request'>;
  readonly clock: Clock;
  readonly newKey: () => string;
  readonly settleFirst: () => Promise<void>;
  /** Messages from before the page was loaded again. */
  readonly outgoing: readonly Outgoing[];
}

/** Makes the store of one conversation and what can be done with it. */
export function createConversation(ref: ConversationRef, deps: ConversationDeps): Conversation {
  const initial = { ...emptyConversation, outgoing: deps.outgoing };
  const store = createStore<ConversationState>(() => ({ ...initial, rows: layoutRows(initial) }));
  const update = (change: (state: ConversationState) => ConversationState): void =>
    store.setState((state) => withRows(state, change(state)), true);
  const shared = { ...deps, store, update, sessionKey: ref.key, sessionId: ref.sessionId };
  const history = createHistory(shared);

  return {
    ref,
    store,
    ...history,
    ...createSender(shared),
    open() {
      if (store.getState().load.kind === 'idle') void history.reload();
    },
    async stop() {
      await deps.client.request('chat.abort', { sessionKey: ref.key });
    },
    async retry() {
      const { runId, status } = await deps.client.request('chat.retry', {
        sessionKey: ref.key,
        idempotencyKey: deps.newKey(),
      });
      update((state) => {
        const asked = { ...state, messages: withoutLastAnswer(state.messages), runs: {} };
        return status === 'started' ? expectRun(asked, runId, deps.clock.now()) : asked;
      });
    },
    showEmpty: () => update((state) => ({ ...emptyConversation, load: state.load })),
    takeMessage: (message) => update((state) => applyMessage(state, message)),
    takeChat: (event) => update((state) => applyChatEvent(state, event, deps.clock.now())),
    takeAgent: (event) => update((state) => applyAgentEvent(state, event)),
  };
}

/** Lays the rows out anew only when something but the words of a run changed. */
function withRows(before: ConversationState, after: ConversationState): ConversationState {
  if (areSameRows(before, after)) return after;
  const rows = layoutRows(after);
  return { ...after, rows, prependedCount: after.prependedCount + countPrepended(before, rows) };
}

function countPrepended(before: ConversationState, rows: ConversationState['rows']): number {
  const first = before.rows[0]?.key;
  return first === undefined
    ? 0
    : Math.max(
        0,
        rows.findIndex((row) => row.key === first),
      );
}

function withoutLastAnswer(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  const asked = messages.findLastIndex((message) => message.role === 'user');
  return asked < 0 ? messages : messages.slice(0, asked + 1);
}
