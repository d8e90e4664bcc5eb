import type { Config } from '../../shared/config/schema.ts';
import { findDefaultAgent } from './default-agent.ts';
import { formatSessionKey, parseSessionKey } from './session-key.ts';

/** The agent id that stands for the default agent when no agent has that name. */
const mainAlias = 'main';

/**
 * The one key by which a conversation is stored. `agent:main:<rest>` means the default agent unless
 * an agent is called `main`; a key without an agent (`main`, `notes`) belongs to the default agent.
 * Applying it twice changes nothing. Without any agent that can answer, the name `main` stays.
 */
export function canonicalSessionKey(key: string, config: Pick<Config, 'agents'>): string {
  const name = parseSessionKey(key) ?? { kind: 'other', agentId: mainAlias, rest: key || 'main' };
  return formatSessionKey({ ...name, agentId: resolveAgentId(name.agentId, config.agents) });
}

function resolveAgentId(agentId: string, agents: Config['agents']): string {
  if (agentId !== mainAlias || Object.hasOwn(agents, mainAlias)) return agentId;
  return findDefaultAgent(agents) ?? mainAlias;
}
