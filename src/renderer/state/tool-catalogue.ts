import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ResultOf } from '../../shared/protocol/contract.ts';
import type { EffectiveTool } from '../../shared/protocol/tools.ts';
import { isLocal, toClientError } from '../transport/client-error.ts';
import type { AppState } from './app-state.ts';
import { followSnapshot } from './follow-snapshot.ts';
import { createLiveRead, type LiveRead } from './live-read.ts';

export type Catalog = ResultOf<'tools.catalog'>;
export type ToolOutcome = ResultOf<'tools.invoke'>;

export interface ToolCatalogue {
  readonly catalog: LiveRead<Catalog>;
  /** By agent, what it may use; those that were asked for. */
  readonly users: StoreApi<Readonly<Record<string, readonly EffectiveTool[]>>>;
  /** Reads what these agents may use, and follows it. */
  readonly followUsers: (agentIds: readonly string[]) => void;
  /**
   * Runs a tool as somebody who tries it out.
   * @throws ClientError
   */
  readonly tryOut: (
    wish: {
      readonly name: string;
      readonly args: Record<string, unknown>;
      readonly agentId?: string | undefined;
    },
    signal: AbortSignal,
  ) => Promise<ToolOutcome>;
}

/** A tool that is tried out may take as long as the gateway lets it. */
const tryOutMs = 10 * 60_000;

/** Which tools there are, and who may use them. */
export function createToolCatalogue({ client }: Pick<AppState, 'client'>): ToolCatalogue {
  const users = createStore<Readonly<Record<string, readonly EffectiveTool[]>>>(() => ({}));
  const followed = new Set<string>();
  const readUser = async (agentId: string): Promise<[string, readonly EffectiveTool[]]> => {
    try {
      return [agentId, (await client.request('tools.effective', { agentId })).tools];
    } catch (thrown) {
      // Without a line all of it is asked for again; an agent that is gone uses nothing.
      if (isLocal(toClientError(thrown))) throw thrown;
      return [agentId, []];
    }
  };
  const readAll = followSnapshot(
    client,
    () => Promise.all([...followed].map(readUser)),
    (all) => users.setState(Object.fromEntries(all)),
  );
  client.on('tools.changed', readAll);
  client.on('config.changed', readAll);
  return {
    catalog: createLiveRead(client, () => client.request('tools.catalog', {}), [
      'tools.changed',
      'config.changed',
    ]),
    users,
    followUsers(agentIds) {
      const before = followed.size;
      for (const agentId of agentIds) followed.add(agentId);
      if (followed.size > before) readAll();
    },
    tryOut: ({ name, args, agentId }, signal) =>
      client.request(
        'tools.invoke',
        { name, args, ...(agentId === undefined ? {} : { agentId }) },
        {
          signal,
          timeoutMs: tryOutMs,
        },
      ),
  };
}
