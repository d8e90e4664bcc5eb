import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ResultOf } from '../../../shared/protocol/contract.ts';
import { toClientError, type ClientError } from '../../transport/client-error.ts';
import type { AppState } from '../app-state.ts';
import { coalesce, type Coalesced } from './coalesce.ts';

export type Trace = ResultOf<'turns.get'>;

export interface TraceState {
  readonly trace: Trace | undefined;
  readonly error: ClientError | undefined;
}

/** One turn that is looked into. */
export interface OpenedTrace {
  readonly turnId: string;
  readonly store: StoreApi<TraceState>;
  readonly open: () => void;
  readonly refresh: () => void;
}

export interface Traces {
  readonly get: (turnId: string) => OpenedTrace;
}

const keptTraces = 12;
/** While a turn runs its trace is read anew at most so often. */
const liveMs = 150;

/** Turns that were looked into, read anew when the gateway says that something happened to them. */
export function createTraces({ client, clock }: Pick<AppState, 'client' | 'clock'>): Traces {
  interface Entry extends OpenedTrace {
    readonly soon: Coalesced;
    readonly isReading: () => boolean;
  }
  const opened = new Map<string, Entry>();

  const make = (turnId: string): Entry => {
    const store = createStore<TraceState>(() => ({ trace: undefined, error: undefined }));
    let isReading = false;
    const read = async (): Promise<void> => {
      isReading = true;
      try {
        store.setState({ trace: await client.request('turns.get', { turnId }), error: undefined });
      } catch (thrown) {
        // What is shown stays.
        if (!store.getState().trace) store.setState({ error: toClientError(thrown) });
      } finally {
        isReading = false;
      }
    };
    const soon = coalesce(clock, liveMs, read);
    const open = (): void => {
      if (!store.getState().trace) void read();
    };
    return { turnId, store, open, refresh: soon.ask, soon, isReading: () => isReading };
  };
  const refreshWhere = (isMeant: (trace: Trace) => boolean): void => {
    for (const { store, refresh, isReading } of opened.values()) {
      const { trace } = store.getState();
      // What is being read for the first time may be of it, and its answer too old.
      if (trace ? isMeant(trace) : isReading()) refresh();
    }
  };

  client.on('agent', ({ runId }) => refreshWhere(({ turn }) => turn.runId === runId));
  client.on('chat', ({ state, runId }) => {
    if (state !== 'delta') refreshWhere(({ turn }) => turn.runId === runId);
  });
  client.on('approval.changed', ({ approval }) =>
    refreshWhere(({ turn }) => turn.id === approval.turnId),
  );
  client.on('outbox.changed', ({ turnId }) => refreshWhere(({ turn }) => turn.id === turnId));
  client.onReady(() => {
    for (const { refresh } of opened.values()) refresh();
  });

  return {
    get(turnId) {
      const entry = opened.get(turnId) ?? make(turnId);
      opened.delete(turnId);
      opened.set(turnId, entry);
      for (const [oldest, { soon }] of opened) {
        if (opened.size <= keptTraces) break;
        soon.cancel();
        opened.delete(oldest);
      }
      return entry;
    },
  };
}
