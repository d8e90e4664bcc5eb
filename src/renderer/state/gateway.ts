import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ResultOf } from '../../shared/protocol/contract.ts';
import type { ConfigProblem } from '../../shared/protocol/config.ts';
import type { Client } from '../transport/client.ts';

export interface GatewayState {
  readonly status: ResultOf<'status'> | undefined;
  readonly agents: ResultOf<'agents.list'> | undefined;
  readonly models: ResultOf<'models.list'>['models'];
  readonly configProblems: readonly ConfigProblem[];
}

/** What this gateway is: its name, its agents and models, what is wrong with its configuration. */
export function createGatewayStore(client: Client): StoreApi<GatewayState> {
  const store = createStore<GatewayState>(() => ({
    status: undefined,
    agents: undefined,
    models: [],
    configProblems: [],
  }));

  // Each part by itself: what one method can't say must not hide the others.
  const read = (): void => {
    void client.request('status', {}).then((status) => store.setState({ status }), ignore);
    void client.request('agents.list', {}).then((agents) => store.setState({ agents }), ignore);
    void client.request('models.list', {}).then(({ models }) => store.setState({ models }), ignore);
    void client
      .request('config.get', {})
      .then(({ problems }) => store.setState({ configProblems: problems }), ignore);
  };

  client.onReady(({ reload }) => {
    if (reload) read();
  });
  client.on('config.changed', ({ problems }) => {
    store.setState({ configProblems: problems });
    read();
  });
  return store;
}

/** The line broke meanwhile, or the gateway can't say: what is shown stays. */
function ignore(): void {
  return undefined;
}

/** The key of the owner's main conversation; undefined until the gateway has told. */
export function mainSessionKey({ agents }: GatewayState): string | undefined {
  return agents && `agent:${agents.defaultId}:${agents.mainKey}`;
}

/** Whether nothing but the built-in offline assistant answers. */
export function isOffline({ status }: GatewayState): boolean {
  return status?.model.startsWith('offline/') ?? false;
}
