import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DeliveryRow } from '../../shared/protocol/inspect.ts';
import type { AppState } from './app-state.ts';
import { followSnapshot } from './follow-snapshot.ts';

export interface StuckPartsState {
  /** Held and dead parts of all channels, the newest first. */
  readonly parts: readonly DeliveryRow[];
}

export interface StuckParts {
  readonly store: StoreApi<StuckPartsState>;
  /** Sends a part now. @throws ClientError */
  readonly send: (id: string) => Promise<void>;
  /** Gives a part up. @throws ClientError */
  readonly drop: (id: string) => Promise<void>;
}

/** Parts of messages that did not get through and wait for the owner; for `useTopic`. */
export function createStuckParts({ client }: Pick<AppState, 'client'>): StuckParts {
  const store = createStore<StuckPartsState>(() => ({ parts: [] }));
  const read = followSnapshot(
    client,
    () => client.request('outbox.list', {}),
    ({ parts }) => store.setState({ parts }),
  );
  const forget = (id: string): void =>
    store.setState(({ parts }) => ({ parts: parts.filter((part) => part.id !== id) }));

  client.on('outbox.changed', read);
  read();

  return {
    store,
    async send(id) {
      await client.request('outbox.send', { id });
      forget(id);
    },
    async drop(id) {
      await client.request('outbox.drop', { id });
      forget(id);
    },
  };
}
