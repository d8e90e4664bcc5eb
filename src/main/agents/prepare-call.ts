import { toAppError } from '../../shared/errors/index.ts';
import type { ResolvedModel } from '../providers/model-registry-types.ts';
import type { ModelRequest } from '../providers/provider.ts';
import { localParts } from '../sessions/freshness.ts';
import { getSession } from '../sessions/session-store.ts';
import { compact, messageBudget, splitForBudget } from './compaction.ts';
import { buildSystemPrompt, roughPromptTokens, roughTokens } from './prompt.ts';
import { toModelMessages } from './prompt-images.ts';
import type { PromptPath } from './prompt-paths.ts';
import { recallNotes } from './recall-notes.ts';
import { toolUser } from './tool-context.ts';
import { namesOf, TurnLost, type TurnContext } from './turn-context.ts';

/**
 * Which messages a model was given: the last `count` of the path up to `head` that are for models, as
 * they are arranged for them. The ends tell whether that is still so.
 */
export interface PromptExtent {
  readonly head: string | null;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly count: number;
}

/** A request that is ready to be sent. */
export interface PreparedCall {
  readonly request: ModelRequest;
  readonly prompt: PromptExtent;
  readonly roughTokens: number;
}

/** Makes the prompt of the next step: what fits of the conversation, notes, skills and tools. */
export async function prepareCall(
  context: TurnContext,
  model: ResolvedModel,
): Promise<PreparedCall> {
  const { deps, agent, session } = context;
  await deps.tools.prepare(toolUser(context));
  await recallNotes(context);
  const current = getSession(deps.db, session.id) ?? session;
  const path = deps.prompts.read(deps.db, current);
  let system = systemFor(context, path.summary);
  const { older, kept } = splitForBudget(path.messages, messageBudget(agent, system, model));
  if (older.length > 0) {
    const summary = await compactSafely(context, path, older, model);
    if (summary !== undefined) system = systemFor(context, summary);
  }
  return {
    request: {
      model: model.model,
      system,
      messages: await toModelMessages(kept, model.id, deps.blobs),
      tools: deps.tools.specs(toolUser(context)),
      maxOutputTokens: agent.maxOutputTokens,
      temperature: agent.temperature,
      thinking: agent.thinking,
    },
    prompt: {
      head: current.head_id,
      from: kept[0]?.record.id,
      to: kept.at(-1)?.record.id,
      count: kept.length,
    },
    roughTokens: roughTokens(system) + roughPromptTokens(kept),
  };
}

function systemFor(context: TurnContext, summary: string | undefined): string {
  const { deps, turn, agent } = context;
  const { owner } = deps.config();
  return buildSystemPrompt({
    agentId: turn.agent_id,
    agent,
    day: localParts(deps.clock.now(), owner.timeZone).day,
    ownerName: owner.name,
    skills: deps.skillsPrompt(turn.agent_id, agent),
    notes: context.notes ?? [],
    summary,
  });
}

async function compactSafely(
  context: TurnContext,
  path: PromptPath,
  older: PromptPath['messages'],
  model: ResolvedModel,
): Promise<string | undefined> {
  const { deps, signal } = context;
  try {
    return await compact(context, path, older, model);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TurnLost) throw error;
    deps.log.warn('compaction.failed', { ...namesOf(context), code: toAppError(error).code });
    return undefined;
  }
}
