import type { Config } from '../../../shared/config/schema.ts';
import type { ResultOf } from '../../../shared/protocol/contract.ts';
import type { MethodHandlers } from '../../platform/connection.ts';
import type { ModelRegistry } from '../../providers/model-registry-types.ts';
import { findDefaultAgent } from '../../router/default-agent.ts';

export interface AgentMethodDeps {
  readonly config: () => Config;
  readonly models: ModelRegistry;
  /** Tries an agent out. Rejects with AGENT_UNKNOWN. */
  readonly test: (agentId: string) => Promise<ResultOf<'agents.test'>>;
}

/** The agents there are, and the models they could use. */
export function createAgentMethods({
  config,
  models,
  test,
}: AgentMethodDeps): Pick<
  MethodHandlers,
  'agents.list' | 'agents.test' | 'models.list' | 'models.health' | 'models.clear'
> {
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
    async 'models.list'(params) {
      return { models: [...(await models.list({ refresh: params.refresh === true }))] };
    },
    'models.health': () => ({ providers: [...models.overview()] }),
    'models.clear': (params) => ({ cleared: models.clear(params.provider) }),
  };
}
