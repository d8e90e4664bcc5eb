import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ResultOf } from '../../shared/protocol/contract.ts';
import { toClientError, type ClientError } from '../transport/client-error.ts';
import type { AppState } from './app-state.ts';

export type ProviderRow = ResultOf<'models.health'>['providers'][number];
export type ModelRow = ResultOf<'models.list'>['models'][number];

export interface ProvidersState {
  /** Undefined until they were read. */
  readonly providers: readonly ProviderRow[] | undefined;
  readonly models: readonly ModelRow[];
  readonly error: ClientError | undefined;
}

export interface Providers {
  readonly store: StoreApi<ProvidersState>;
  /** Reads again; `fresh` asks the providers themselves for their models. */
  readonly read: (how?: { readonly fresh?: boolean }) => Promise<void>;
}

/** The providers of models, how they do, and what they have. */
export function createProviders({ client }: AppState): Providers {
  const store = createStore<ProvidersState>(() => ({
    providers: undefined,
    models: [],
    error: undefined,
  }));
  const read: Providers['read'] = async ({ fresh = false } = {}) => {
    try {
      const { models } = await client.request('models.list', fresh ? { refresh: true } : {});
      const { providers } = await client.request('models.health', {});
      store.setState({ models, providers, error: undefined });
    } catch (thrown) {
      store.setState({ error: toClientError(thrown) });
    }
  };
  void read();
  client.onReady(({ reload }) => {
    if (reload || store.getState().providers === undefined) void read();
  });
  client.on('config.changed', () => void read());
  return { store, read };
}
