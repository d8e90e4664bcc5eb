import type { ResultOf } from '../../shared/protocol/contract.ts';
import type { AppState } from './app-state.ts';
import { createLiveRead, type LiveRead } from './live-read.ts';

export type ModelRow = ResultOf<'models.list'>['models'][number];
export type ProviderRow = ResultOf<'models.health'>['providers'][number];

export interface Models {
  readonly list: LiveRead<readonly ModelRow[]>;
  /** The providers, and how they do. */
  readonly health: LiveRead<readonly ProviderRow[]>;
  /**
   * Asks the providers again which models they have.
   * @throws ClientError
   */
  readonly ask: () => Promise<void>;
}

/** The providers of models, how they do, and what they have; for `useTopic`. */
export function createModels({ client }: Pick<AppState, 'client'>): Models {
  const list = createLiveRead<readonly ModelRow[]>(
    client,
    async () => (await client.request('models.list', {})).models,
    ['config.changed'],
  );
  const health = createLiveRead<readonly ProviderRow[]>(
    client,
    async () => (await client.request('models.health', {})).providers,
    ['config.changed', 'usage.changed'],
  );
  return {
    list,
    health,
    async ask() {
      const { models } = await client.request('models.list', { refresh: true });
      list.patch(() => models);
      await health.refresh();
    },
  };
}
