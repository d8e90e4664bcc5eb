import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ResultOf } from '../../shared/protocol/contract.ts';
import type { ConfigProblem } from '../../shared/protocol/config.ts';
import type { Client } from '../transport/client.ts';
import { followSnapshot } from './follow-snapshot.ts';

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
  const reads = [
    followSnapshot(
      client,
      () => client.request('status', {}),
      (status) => store.setState({ status }),
    ),
    followSnapshot(
      client,
      () => client.request('agents.list', {}),
      (agents) => store.setState({ agents }),
    ),
    followSnapshot(
      client,
      () => client.request('models.list', {}),
      ({ models }) => store.setState({ models }),
    ),
    followSnapshot(
      client,
      () => client.request('config.get', {}),
      ({ problems }) => store.setState({ configProblems: problems }),
    ),
  ];
  client.on('config.changed', ({ problems }) => {
    store.setState({ configProblems: problems });
    for (const read of reads) read();
  });
  return store;
}

/** The key of the owner's main conversation; undefined until the gateway has told. */
export function mainSessionKey({ agents }: GatewayState): string | undefined {
  return agents && `agent:${agents.defaultId}:${agents.mainKey}`;
}

/** Whether nothing but the built-in offline assistant answers. */
export function isOffline({ status }: GatewayState): boolean {
  return status?.model.startsWith('offline/') ?? false;
}
