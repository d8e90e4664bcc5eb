import type { ResultOf } from '../../shared/protocol/contract.ts';
import type { AppState } from './app-state.ts';
import { createLiveRead, type LiveRead } from './live-read.ts';

export interface Secrets {
  /** Names and uses; values never leave the gateway. */
  readonly all: LiveRead<ResultOf<'secrets.list'>['secrets']>;
  /** @throws ClientError */
  readonly set: (name: string, value: string) => Promise<void>;
  /** @throws ClientError */
  readonly remove: (name: string) => Promise<void>;
}

/** The names of the secrets that are kept, and what uses them; for `useTopic`. */
export function createSecrets({ client }: Pick<AppState, 'client'>): Secrets {
  const all = createLiveRead(
    client,
    async () => (await client.request('secrets.list', {})).secrets,
    ['config.changed'],
  );
  return {
    all,
    async set(name, value) {
      await client.request('secrets.set', { name, value });
      await all.refresh();
    },
    async remove(name) {
      await client.request('secrets.remove', { name });
      await all.refresh();
    },
  };
}
