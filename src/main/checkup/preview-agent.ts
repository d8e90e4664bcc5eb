import type { AgentConfig } from '../../shared/config/agents.ts';
import type { Config } from '../../shared/config/schema.ts';
import { limits } from '../../shared/config/limits.ts';
import { AppError, toAppError } from '../../shared/errors/index.ts';
import type { ResultOf } from '../../shared/protocol/contract.ts';
import { listPromptParts, roughTokens, type PromptPart } from '../agents/prompt.ts';
import type { Memory } from '../memory/create-memory.ts';
import type { Note } from '../memory/memory.ts';
import type { Clock } from '../platform/clock.ts';
import type { ModelRegistry } from '../providers/model-registry-types.ts';
import { localParts } from '../sessions/freshness.ts';
import { findOwner } from '../sessions/people-store.ts';
import type { Database } from '../storage/database.ts';
import type { ToolCatalogue, ToolUser } from '../tools/tool-catalogue-types.ts';

export interface PreviewDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly models: Pick<ModelRegistry, 'resolve'>;
  readonly tools: ToolCatalogue;
  readonly memory: Pick<Memory, 'recall'>;
  readonly skillsPrompt: (agentId: string, agent: AgentConfig) => string | undefined;
}

/** An agent as a configuration has it, which need not be the one in effect. */
export interface Previewed {
  readonly agentId: string;
  readonly config: Pick<Config, 'agents' | 'owner' | 'memory'>;
  readonly channel?: string | undefined;
}

type Preview = Omit<ResultOf<'agents.preview'>, 'problems'>;

/**
 * What the next turn of an agent would send before any message: the system prompt in parts, the tools
 * with what their descriptions take, and what is left of the window. Tokens are estimates.
 * @throws AppError AGENT_UNKNOWN
 */
export async function previewAgent(deps: PreviewDeps, previewed: Previewed): Promise<Preview> {
  const { agentId, config, channel = 'web' } = previewed;
  const agent = Object.hasOwn(config.agents, agentId) ? config.agents[agentId] : undefined;
  if (!agent) throw new AppError('AGENT_UNKNOWN', { agent: agentId });
  const user: ToolUser = { agentId, agent, channel };
  await deps.tools.prepare(user);
  const sizes = new Map(
    deps.tools.specs(user).map((spec) => [spec.name, roughTokens(JSON.stringify(spec))] as const),
  );
  const tools = deps.tools
    .explain(user)
    .map((tool) => ({ ...tool, tokens: sizes.get(tool.name) ?? 0 }));
  const parts = (await listParts(deps, previewed, agent, sizes.has('memory'))).map((part) => ({
    ...part,
    tokens: roughTokens(part.text),
  }));
  const { contextTokens, ...model } = findModel(deps, agent);
  return {
    agentId,
    ...model,
    parts,
    tools,
    tokens: {
      system: sum(parts.map(({ tokens }) => tokens)),
      tools: sum([...sizes.values()]),
      answer: agent.maxOutputTokens,
      context: Math.min(agent.contextTokens, contextTokens ?? Infinity),
    },
  };
}

async function listParts(
  deps: PreviewDeps,
  { agentId, config }: Previewed,
  agent: AgentConfig,
  mayRemember: boolean,
): Promise<readonly PromptPart[]> {
  const { owner } = config;
  const notes = mayRemember && config.memory.recall > 0 ? await recall(deps, agentId) : [];
  return listPromptParts({
    ...{ agentId, agent, notes },
    day: localParts(deps.clock.now(), owner.timeZone).day,
    ownerName: owner.name,
    skills: deps.skillsPrompt(agentId, agent),
    summary: undefined,
  });
}

/** What it knows of the owner, as a conversation that begins now would recall it. */
async function recall({ db, memory }: PreviewDeps, agentId: string): Promise<readonly Note[]> {
  const owner = findOwner(db);
  if (!owner) return [];
  const subject = { agentId, about: `person:${owner.id}` };
  return memory.recall(subject, () => '', AbortSignal.timeout(limits.memory.recallMs));
}

function findModel(
  { models }: PreviewDeps,
  agent: AgentConfig,
): Pick<Preview, 'model' | 'error'> & { readonly contextTokens?: number | undefined } {
  try {
    const { id, contextTokens } = models.resolve(agent.model);
    return { model: id, contextTokens };
  } catch (thrown) {
    const { code, message, hint } = toAppError(thrown);
    return { error: { code, message, hint } };
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
