import type { Config } from '../../shared/config/schema.ts';

type Agents = Config['agents'];

/** Why an agent may not answer; undefined when it may. */
export function findAgentFault(
  agents: Agents,
  agentId: string,
): 'agent-missing' | 'agent-off' | undefined {
  const agent = Object.hasOwn(agents, agentId) ? agents[agentId] : undefined;
  if (agent === undefined) return 'agent-missing';
  return agent.enabled ? undefined : 'agent-off';
}

/**
 * The agent that answers what no rule gives to another: the first enabled one with
 * `default: true`, else the first enabled one; null when there is none.
 */
export function findDefaultAgent(agents: Agents): string | null {
  let first: string | null = null;
  for (const [id, agent] of Object.entries(agents)) {
    if (!agent.enabled) continue;
    if (agent.default) return id;
    first ??= id;
  }
  return first;
}
