import type { Config } from '../../../shared/config/schema.ts';
import type { ParsedParamsOf, ResultOf } from '../../../shared/protocol/contract.ts';
import type { Drafts } from '../../drafts/create-drafts.ts';
import type { Connection, MethodHandlers } from '../../platform/connection.ts';
import { mustBeAdmin } from '../../platform/must-be-admin.ts';
import type { ModelRegistry } from '../../providers/model-registry-types.ts';
import { findDefaultAgent } from '../../router/default-agent.ts';

export interface AgentMethodDeps {
  readonly config: () => Config;
  readonly models: ModelRegistry;
  /** Tries an agent out. Rejects with AGENT_UNKNOWN. */
  readonly test: (agentId: string) => Promise<ResultOf<'agents.test'>>;
  readonly testModel: (test: ParsedParamsOf<'models.test'>) => Promise<ResultOf<'models.test'>>;
  /** Rejects with AGENT_UNKNOWN, or a CONFIG_ code for edits that do not fit. */
  readonly preview: (
    wanted: ParsedParamsOf<'agents.preview'>,
  ) => Promise<ResultOf<'agents.preview'>>;
  readonly drafts: Drafts;
  /** Rejects with AGENT_UNKNOWN, AGENT_NAME_TAKEN, AGENT_BUSY, or a CONFIG_ code. */
  readonly rename: (
    wanted: ParsedParamsOf<'agents.rename'>,
    connection: Connection,
  ) => Promise<ResultOf<'agents.rename'>>;
}

type AgentHandlers = Pick<
  MethodHandlers,
  | 'agents.list'
  | 'agents.test'
  | 'agents.preview'
  | 'agents.rename'
  | 'agents.draft.open'
  | 'agents.draft.update'
  | 'agents.draft.close'
  | 'models.list'
  | 'models.health'
  | 'models.clear'
  | 'models.test'
>;

/** The agents there are, and the models they could use. */
export function createAgentMethods({
  config,
  models,
  test,
  testModel,
  preview,
  drafts,
  rename,
}: AgentMethodDeps): AgentHandlers {
  return {
    'agents.list'() {
      const { agents } = config();
      return {
        defaultId: findDefaultAgent(agents) ?? 'main',
        mainKey: 'main',
        scope: 'per-sender',
        agents: Object.entries(agents)
          .filter(([, agent]) => agent.enabled)
          .map(([id, agent]) => ({
            id,
            ...(agent.name === undefined ? {} : { name: agent.name }),
            model: {
              ...(agent.model === undefined ? {} : { primary: agent.model }),
              ...(agent.fallbacks.length === 0 ? {} : { fallbacks: agent.fallbacks }),
            },
          })),
      };
    },
    'agents.test': ({ agentId }) => test(agentId),
    'agents.preview': (params) => preview(params),
    'agents.rename': (params, connection) => rename(params, connection),
    'agents.draft.open': ({ agentId, edits }, connection) =>
      drafts.open(agentId, edits, connection),
    'agents.draft.update': ({ draftId, edits }, connection) =>
      drafts.update(draftId, edits, connection),
    'agents.draft.close': async ({ draftId }) => ({ closed: await drafts.close(draftId) }),
    async 'models.list'(params) {
      return { models: [...(await models.list({ refresh: params.refresh === true }))] };
    },
    'models.health': () => ({ providers: [...models.overview()] }),
    'models.test'(params, connection) {
      // Settings that are not saved name an address and, by name, any secret to be sent there.
      if (params.provider) mustBeAdmin('models.test', connection);
      return testModel(params);
    },
    'models.clear': (params) => ({ cleared: models.clear(params.provider) }),
  };
}
