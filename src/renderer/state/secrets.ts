import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ResultOf } from '../../shared/protocol/contract.ts';
import { toClientError, type ClientError } from '../transport/client-error.ts';
import type { AppState } from './app-state.ts';

export interface SecretsState {
  /** Undefined until it was read. Names and uses; values never leave the gateway. */
  readonly secrets: ResultOf<'secrets.list'>['secrets'] | undefined;
  readonly error: ClientError | undefined;
}

export interface Secrets {
  readonly store: StoreApi<SecretsState>;
  /** Throws a ClientError. */
  readonly set: (name: string, value: string) => Promise<void>;
  /** Throws a ClientError. */
  readonly remove: (name: string) => Promise<void>;
}

/** The names of the secrets that are kept, and what uses them. */
export function createSecrets({ client }: AppState): Secrets {
  const store = createStore<SecretsState>(() => ({ secrets: undefined, error: undefined }));
  const read = async (): Promise<void> => {
    try {
      const { secrets } = await client.request('secrets.list', {});
      store.setState({ secrets, error: undefined });
    } catch (thrown) {
      store.setState({ error: toClientError(thrown) });
    }
  };
  void read();
  client.onReady(({ reload }) => {
    if (reload || store.getState().secrets === undefined) void read();
  });
  client.on('config.changed', () => void read());
  return {
    store,
    async set(name, value) {
      await client.request('secrets.set', { name, value });
      await read();
    },
    async remove(name) {
      await client.request('secrets.remove', { name });
      await read();
    },
  };
}
