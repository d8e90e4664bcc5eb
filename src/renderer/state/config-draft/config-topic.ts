import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ResultOf } from '../../../shared/protocol/contract.ts';
import { toClientError, type ClientError } from '../../transport/client-error.ts';
import type { Client } from '../../transport/client.ts';
import type { AppState } from '../app-state.ts';

export type ConfigText = ResultOf<'config.get'>;
export type ConfigSchema = ResultOf<'config.schema'>;
export type ConfigNames = ResultOf<'config.names'>;

export interface ConfigState {
  /** The files and values as they are now; undefined until they were read. */
  readonly text: ConfigText | undefined;
  readonly schema: ConfigSchema | undefined;
  readonly names: ConfigNames | undefined;
  /** Why the text could not be read. */
  readonly error: ClientError | undefined;
}

export interface ConfigTopic {
  readonly store: StoreApi<ConfigState>;
  /**
   * Reads the text again now.
   * @throws ClientError
   */
  readonly refresh: () => Promise<ConfigText>;
  /** Reads the names of variables and secrets again: one was just added. */
  readonly refreshNames: () => Promise<void>;
}

/** The configuration as it is written, its schema, and the names it can use; follows every change. */
export function createConfigTopic({ client }: Pick<AppState, 'client'>): ConfigTopic {
  return followConfig(client);
}

function followConfig(client: Client): ConfigTopic {
  const store = createStore<ConfigState>(() => ({
    text: undefined,
    schema: undefined,
    names: undefined,
    error: undefined,
  }));
  let asked = 0;
  let applied = 0;
  /** An older answer never takes the place of a newer one; a newer one need not wait for the newest. */
  const apply = (mine: number, state: Partial<ConfigState>): void => {
    if (mine < applied) return;
    applied = mine;
    store.setState(state);
  };

  const refresh = async (): Promise<ConfigText> => {
    const mine = ++asked;
    try {
      const text = await client.request('config.get', {});
      apply(mine, { text, error: undefined });
      return text;
    } catch (thrown) {
      const error = toClientError(thrown);
      apply(mine, { error });
      throw error;
    }
  };
  const refreshNames = async (): Promise<void> => {
    try {
      store.setState({ names: await client.request('config.names', {}) });
    } catch {
      // Without them nothing is offered and nothing is said to be missing.
    }
  };
  const readAll = (): void => {
    refresh().catch(() => undefined);
    void refreshNames();
    if (store.getState().schema) return;
    client.request('config.schema', {}).then(
      (schema) => store.setState({ schema }),
      () => undefined,
    );
  };

  client.onReady(({ reload }) => {
    if (reload || !store.getState().text) readAll();
  });
  client.on('config.changed', () => {
    refresh().catch(() => undefined);
    void refreshNames();
  });
  readAll();
  return { store, refresh, refreshNames };
}
