import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PairingRequest } from '../../shared/protocol/people.ts';
import type { Client } from '../transport/client.ts';

export interface PeopleState {
  /** Who waits to be let in. */
  readonly pending: readonly PairingRequest[];
}

export interface People {
  readonly store: StoreApi<PeopleState>;
  /** @throws ClientError */
  readonly approve: (code: string) => Promise<void>;
  /** @throws ClientError */
  readonly reject: (code: string) => Promise<void>;
}

/** Strangers at the door. */
export function createPeople(client: Client): People {
  const store = createStore<PeopleState>(() => ({ pending: [] }));
  const read = (): void => {
    client.request('people.list', {}).then(
      ({ pending }) => store.setState({ pending }),
      () => undefined,
    );
  };
  const drop = (code: string): void =>
    store.setState(({ pending }) => ({ pending: pending.filter((entry) => entry.code !== code) }));

  client.onReady(({ reload }) => {
    if (reload) read();
  });
  client.on('people.changed', read);

  return {
    store,
    async approve(code) {
      await client.request('people.approve', { code });
      drop(code);
    },
    async reject(code) {
      await client.request('people.reject', { code });
      drop(code);
    },
  };
}
