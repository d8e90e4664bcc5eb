import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ResultOf } from '../../../shared/protocol/contract.ts';
import { toClientError, type ClientError } from '../../transport/client-error.ts';
import type { AppState } from '../app-state.ts';

/** The last checkup of an agent. */
export interface CheckRun {
  readonly isRunning: boolean;
  readonly result: ResultOf<'agents.test'> | undefined;
  readonly error: ClientError | undefined;
  /** When it ended, in UTC milliseconds. */
  readonly at: number;
}

export interface AgentChecks {
  readonly store: StoreApi<{ readonly runs: Readonly<Record<string, CheckRun>> }>;
  /** Tries an agent out; what was found before stays until the new answer is there. */
  readonly run: (agentId: string) => Promise<void>;
}

/** Checkups of agents, kept while one looks at other pages; for `useTopic`. */
export function createAgentChecks({ client, clock }: AppState): AgentChecks {
  const store: AgentChecks['store'] = createStore(() => ({ runs: {} }));
  const put = (agentId: string, change: Partial<CheckRun>): void =>
    store.setState(({ runs }) => ({
      runs: {
        ...runs,
        [agentId]: {
          ...{ isRunning: false, result: undefined, error: undefined, at: clock.now() },
          ...runs[agentId],
          ...change,
        },
      },
    }));
  return {
    store,
    async run(agentId) {
      put(agentId, { isRunning: true, error: undefined });
      try {
        const result = await client.request('agents.test', { agentId });
        put(agentId, { isRunning: false, result, at: clock.now() });
      } catch (thrown) {
        put(agentId, { isRunning: false, error: toClientError(thrown), at: clock.now() });
      }
    },
  };
}
