import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ChatEvent, ChatMessage } from '../../../shared/protocol/chat.ts';
import type { PayloadOf } from '../../../shared/protocol/contract.ts';
import { toClientError } from '../../transport/client-error.ts';
import type { Client } from '../../transport/client.ts';
import type { Clock } from '../../transport/clock.ts';
import { applyAgentEvent } from '../conversation/apply-agent-event.ts';
import { createAskHistory } from './ask-history.ts';
import { takeChat, takeMessage } from './apply-live.ts';
import { coalesce } from './coalesce.ts';
import { createPages, type Pages } from './pages.ts';
import { placeRows } from './place-rows.ts';
import { readTurns } from './read-turns.ts';
import { emptyTranscript, type TranscriptRef, type TranscriptState } from './types.ts';

/** A conversation as it is inspected: a part of any length of it, live at its end. */
export interface Transcript extends Pages {
  readonly ref: TranscriptRef;
  readonly store: StoreApi<TranscriptState>;
  /** Reads it if nobody has; its messages only where nothing else says where to begin. */
  readonly open: (beginsAtEnd: boolean) => void;
  /** Reads anew what is shown, after a line was cut or another branch was chosen. */
  readonly refresh: () => void;
  readonly takeMessage: (message: ChatMessage) => void;
  readonly takeChat: (event: ChatEvent) => void;
  readonly takeAgent: (event: PayloadOf<'agent'>) => void;
  readonly takeSession: (change: PayloadOf<'sessions.changed'>) => void;
}

export interface TranscriptDeps {
  readonly client: Pick<Client, 'request'>;
  readonly clock: Clock;
}

/** Turns are asked for together, and while they run at most so often. */
const turnsMs = 120;

/** Makes the store of one conversation that is looked at. */
export function createTranscript(
  ref: TranscriptRef,
  { client, clock }: TranscriptDeps,
): Transcript {
  const store = createStore<TranscriptState>(() => emptyTranscript);
  const update = (change: (state: TranscriptState) => TranscriptState): void => {
    const before = store.getState();
    store.setState(placeRows(before, change(before)), true);
    if (store.getState().messages !== before.messages) turns.ask();
  };
  const pages = createPages({ ask: createAskHistory(client, ref), store, update });
  const stale = new Set<string>();
  const missed = new Set<string>();
  const turns = coalesce(clock, turnsMs, async () => {
    const asked = [...stale];
    stale.clear();
    const found = await readTurns(client, ref, store.getState(), asked, missed);
    if (found) store.setState({ turns: found });
  });
  const expire = (runId: string): void => {
    stale.add(runId);
    turns.ask();
  };
  const readSession = async (): Promise<void> => {
    const { key, sessionId } = ref;
    const params = sessionId === undefined ? { key } : { key, sessionId };
    try {
      const { session, usage } = await client.request('sessions.get', params);
      store.setState({ session, usage, sessionError: undefined });
    } catch (thrown) {
      store.setState({ sessionError: toClientError(thrown) });
    }
  };
  const session = coalesce(clock, turnsMs, readSession);
  const refresh = (): void => {
    void pages.readNewest();
    session.ask();
  };
  /** An archived one gets nothing new, though its key may. */
  const isOurs = (): boolean => store.getState().session?.isArchived !== true;

  return {
    ref,
    store,
    ...pages,
    open(beginsAtEnd) {
      if (beginsAtEnd && store.getState().load.kind === 'idle') void pages.readNewest();
      if (!store.getState().session) void readSession();
    },
    refresh,
    takeMessage(message) {
      if (!isOurs()) return;
      const { state, effect } = takeMessage(store.getState(), message, ref.headId !== undefined);
      update(() => state);
      if (effect === 'reload') void pages.readNewest();
    },
    takeChat(event) {
      if (!isOurs() || ref.headId !== undefined) return;
      update((state) => takeChat(state, event, clock.now()));
      if (event.state !== 'delta') expire(event.runId);
    },
    takeAgent(event) {
      const state = store.getState();
      if (!state.runs[event.runId]) return;
      update((now) => ({ ...now, ...applyAgentEvent(now, event) }));
      if (event.stream === 'trace') expire(event.runId);
    },
    takeSession({ reason, sessionId, session: row }) {
      const shown = store.getState().sessionId;
      if (row && sessionId === (ref.sessionId ?? shown)) store.setState({ session: row });
      const isReplaced = ref.sessionId === undefined && shown !== sessionId;
      if (isReplaced && reason !== 'deleted') refresh();
      else if (sessionId === shown) session.ask();
    },
  };
}
