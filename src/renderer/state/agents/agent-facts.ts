import type { ResultOf } from '../../../shared/protocol/contract.ts';
import type { AppState } from '../app-state.ts';
import { createLiveRead, type LiveRead } from '../live-read.ts';

/** What pages about agents show beside the configuration; read when the first of them is opened. */
export interface AgentFacts {
  readonly models: LiveRead<ResultOf<'models.list'>['models']>;
  readonly health: LiveRead<ResultOf<'models.health'>['providers']>;
  readonly budgets: LiveRead<ResultOf<'usage.budgets'>['budgets']>;
  readonly skills: LiveRead<ResultOf<'skills.list'>>;
  readonly catalogue: LiveRead<ResultOf<'tools.catalog'>>;
  /** Asks the servers again which models they have. */
  readonly askModels: () => Promise<void>;
}

/** For `useTopic`. */
export function createAgentFacts({ client }: AppState): AgentFacts {
  const models = createLiveRead(
    client,
    async () => (await client.request('models.list', {})).models,
    ['config.changed'],
  );
  const health = createLiveRead(
    client,
    async () => (await client.request('models.health', {})).providers,
    ['config.changed', 'usage.changed'],
  );
  return {
    models,
    health,
    budgets: createLiveRead(
      client,
      async () => (await client.request('usage.budgets', {})).budgets,
      ['config.changed', 'usage.changed'],
    ),
    skills: createLiveRead(client, () => client.request('skills.list', {}), ['tools.changed']),
    catalogue: createLiveRead(client, () => client.request('tools.catalog', {}), ['tools.changed']),
    async askModels() {
      const listed = await client.request('models.list', { refresh: true });
      models.patch(() => listed.models);
      await health.refresh();
    },
  };
}
