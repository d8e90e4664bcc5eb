import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PairingRequest } from '../../shared/protocol/people.ts';
import type { Client } from '../transport/client.ts';
import { followSnapshot } from './follow-snapshot.ts';

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
  const read = followSnapshot(
    client,
    () => client.request('people.list', {}),
    ({ pending }) => store.setState({ pending }),
  );
  const drop = (code: string): void =>
    store.setState(({ pending }) => ({ pending: pending.filter((entry) => entry.code !== code) }));

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
