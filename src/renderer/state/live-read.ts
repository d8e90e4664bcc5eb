import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EventName } from '../../shared/protocol/contract.ts';
import { toClientError, type ClientError } from '../transport/client-error.ts';
import type { Client } from '../transport/client.ts';

export interface LiveState<T> {
  /** Undefined until it was read for the first time. */
  readonly value: T | undefined;
  /** Why the last reading failed; what was read before stays. */
  readonly error: ClientError | undefined;
}

/** Something of the gateway that is read as a whole, and again when an event says that it changed. */
export interface LiveRead<T> {
  readonly store: StoreApi<LiveState<T>>;
  /** Reads it anew; resolves when that is done. Several wishes at once are one reading. */
  readonly refresh: () => Promise<void>;
  /** Changes what was read, by what an event or an answer says; done twice it must do no more. */
  readonly patch: (change: (value: T) => T) => void;
  /** Follows nothing any more: something else is looked at. */
  readonly close: () => void;
}

/**
 * Reads something now, after a connection that lost events, and after each of `events`. While one
 * reading is under way at most one more waits, so that a storm of events costs two readings.
 */
export function createLiveRead<T>(
  client: Pick<Client, 'onReady' | 'on'>,
  read: () => Promise<T>,
  events: readonly EventName[] = [],
): LiveRead<T> {
  const store = createStore<LiveState<T>>(() => ({ value: undefined, error: undefined }));
  let running: Promise<void> | undefined;
  let waiting: Promise<void> | undefined;
  /** Changes that came while it was read: the answer may not know of them yet. */
  let meanwhile: ((value: T) => T)[] = [];

  const readOnce = async (): Promise<void> => {
    meanwhile = [];
    try {
      const answer = await read();
      const value = meanwhile.reduce<T>((known, change) => change(known), answer);
      store.setState({ value, error: undefined });
    } catch (thrown) {
      store.setState({ error: toClientError(thrown) });
    }
  };
  const begin = (): Promise<void> => {
    running = readOnce().finally(() => {
      running = undefined;
    });
    return running;
  };
  const refresh = (): Promise<void> => {
    if (!running) return begin();
    waiting ??= running.then(() => {
      waiting = undefined;
      return begin();
    });
    return waiting;
  };

  void refresh();
  const ends = [
    client.onReady(({ reload }) => {
      const { value, error } = store.getState();
      if (reload || error || value === undefined) void refresh();
    }),
    ...events.map((event) => client.on(event, () => void refresh())),
  ];

  return {
    store,
    refresh,
    patch(change) {
      if (running) meanwhile.push(change);
      store.setState(({ value }) => (value === undefined ? {} : { value: change(value) }));
    },
    close() {
      for (const end of ends) end();
    },
  };
}
