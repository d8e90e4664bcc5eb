import type { AgentConfig } from '../../shared/config/agents.ts';
import { limits } from '../../shared/config/limits.ts';
import type { ToolUser, ToolCatalogueDeps } from './tool-catalogue-types.ts';
import type { ToolIndex } from './tool-index.ts';
import { mergeProfiles } from './profiles.ts';
import { decideTool, type PolicyVerdict, type ToolRules } from './tool-policy.ts';
import type { Tool } from './tool.ts';

type ToolsConfig = ReturnType<ToolCatalogueDeps['config']>;

/** What lists allow one user, and why. */
export interface UserTools {
  readonly rules: ToolRules;
  verdict(name: string): PolicyVerdict;
  /** Tools the lists allow, in the order of the catalogue. */
  readonly allowed: readonly Tool[];
}

interface Known extends UserTools {
  readonly agent: AgentConfig | undefined;
}

/**
 * Remembers for each user what the lists allow, as long as the config and the tools are the very same
 * objects: the answer is needed at every step of every turn.
 */
export function createToolUsers(config: () => ToolsConfig): {
  of(user: ToolUser, index: ToolIndex): UserTools;
} {
  const known = new Map<string, Known>();
  let seen: { config: ToolsConfig; index: ToolIndex } | undefined;
  return {
    of(user, index) {
      const now = config();
      if (seen?.index !== index || !isSame(seen.config, now)) known.clear();
      seen = { config: now, index };
      const key = JSON.stringify([user.agentId, user.channel]);
      const agent = user.agent ?? findAgent(now, user.agentId);
      const before = known.get(key);
      if (before && before.agent === agent) return before;
      if (known.size >= limits.tools.knownUsers) known.clear();
      const made = { agent, ...lookUp(index, makeRules(now, user, agent)) };
      known.set(key, made);
      return made;
    },
  };
}

/** A config may be put together anew at each look; its sections are what counts. */
function isSame(a: ToolsConfig, b: ToolsConfig): boolean {
  return a.tools === b.tools && a.agents === b.agents && a.channels === b.channels;
}

function findAgent({ agents }: ToolsConfig, agentId: string): AgentConfig | undefined {
  return Object.hasOwn(agents, agentId) ? agents[agentId] : undefined;
}

/** An agent that does not exist has an empty list: it may use nothing. */
function makeRules(
  { tools, channels }: ToolsConfig,
  { agentId, channel }: ToolUser,
  agent: AgentConfig | undefined,
): ToolRules {
  const isKnownChannel = channel !== undefined && Object.hasOwn(channels, channel);
  const list = isKnownChannel ? channels[channel]?.tools : undefined;
  return {
    profiles: mergeProfiles(tools.profiles),
    agent: { list: agent?.tools ?? [], path: `agents.${agentId}.tools` },
    channel: list && { list, path: `channels.${channel}.tools` },
    deny: { list: tools.deny, path: 'tools.deny' },
  };
}

function lookUp(index: ToolIndex, rules: ToolRules): UserTools {
  const verdicts = new Map(
    [...index.keys()].map((name) => [name, decideTool(name, rules)] as const),
  );
  const verdict = (name: string): PolicyVerdict => verdicts.get(name) ?? decideTool(name, rules);
  return {
    rules,
    verdict,
    allowed: [...index.values()].filter(({ name }) => verdict(name).verdict === 'allowed'),
  };
}
