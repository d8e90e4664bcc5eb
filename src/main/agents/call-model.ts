import { AppError, toAppError } from '../../shared/errors/index.ts';
import { killPoint } from '../platform/kill-points.ts';
import type { ResolvedModel } from '../providers/model-registry-types.ts';
import type { FinishReason, ModelRequest, ToolCall } from '../providers/provider.ts';
import { localParts } from '../sessions/freshness.ts';
import { getSession } from '../sessions/session-store.ts';
import type { Usage } from './budget.ts';
import { compact, messageBudget, splitForBudget } from './compaction.ts';
import { buildSystemPrompt, roughPromptTokens, roughTokens } from './prompt.ts';
import { priceTokens, reserveCall } from './spend.ts';
import type { PromptPath } from './prompt-paths.ts';
import { publishChat, publishStep, TurnLost, type TurnContext } from './turn-context.ts';

/** Which messages a model was given: those of the path from one to the other. */
export interface PromptExtent {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly count: number;
}

/** What a model answered in one step. */
export interface ModelAnswer {
  readonly model: ResolvedModel;
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  readonly finish: FinishReason;
  readonly usage: Usage;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly firstTextMs: number | undefined;
  readonly system: string;
  readonly prompt: PromptExtent;
  /** Gives back what was set aside for the call, once what it has used is counted. */
  readonly release: () => void;
  readonly failedModels: readonly { readonly model: string; readonly code: string }[];
}

/**
 * Asks the agent's model for the next step and lets everybody hear it as it comes. When it can't
 * be reached the agent's other models are tried, but only while nothing was said: no word is ever
 * said twice.
 */
export async function callModel(context: TurnContext): Promise<ModelAnswer> {
  const failedModels: { model: string; code: string }[] = [];
  const names = [context.session.model ?? context.agent.model, ...context.agent.fallbacks];
  for (const [index, name] of names.entries()) {
    try {
      return { ...(await callOne(context, name)), failedModels };
    } catch (error) {
      const failure = toAppError(error);
      const isLast = index === names.length - 1;
      if (isLast || context.text !== '' || context.signal.aborted || !canAnotherHelp(failure))
        throw error;
      failedModels.push({ model: name ?? 'default', code: failure.code });
      publishStep(context, 'fallback', { from: name ?? 'default', code: failure.code });
    }
  }
  throw new AppError('AGENT_UNKNOWN', { agent: context.turn.agent_id });
}

/** A provider's failure may be its own; what we decided ourselves holds for every model. */
function canAnotherHelp(failure: AppError): boolean {
  return failure.code.startsWith('PROVIDER_');
}

async function callOne(
  context: TurnContext,
  name: string | undefined,
): Promise<Omit<ModelAnswer, 'failedModels'>> {
  const { deps, agent } = context;
  const model = deps.models.resolve(name);
  const prepared = await prepare(context, model);
  const release = reserveCall(context, model, {
    inputTokens: prepared.roughTokens,
    outputTokens: agent.maxOutputTokens,
  });
  const startedAt = deps.clock.now();
  try {
    publishChat(context, { state: 'status', phase: 'starting_model' });
    killPoint('gateway.turn.before-model');
    const heard = await listen(context, model, prepared.request);
    return {
      model,
      ...heard,
      system: prepared.request.system,
      prompt: prepared.prompt,
      startedAt,
      release,
    };
  } catch (error) {
    release();
    throw error;
  }
}

interface Prepared {
  readonly request: ModelRequest;
  readonly prompt: PromptExtent;
  readonly roughTokens: number;
}

async function prepare(context: TurnContext, model: ResolvedModel): Promise<Prepared> {
  const { deps, agent, session } = context;
  const path = deps.prompts.read(deps.db, getSession(deps.db, session.id) ?? session);
  let system = systemFor(context, path.summary);
  const { older, kept } = splitForBudget(path.messages, messageBudget(agent, system, model));
  if (older.length > 0) {
    const summary = await compactSafely(context, path, older, model);
    if (summary !== undefined) system = systemFor(context, summary);
  }
  const messages = kept.map((item) => item.message);
  return {
    request: {
      model: model.model,
      system,
      messages,
      tools: deps.tools.specs(agent.tools),
      maxOutputTokens: agent.maxOutputTokens,
      temperature: agent.temperature,
    },
    prompt: { from: kept[0]?.record.id, to: kept.at(-1)?.record.id, count: kept.length },
    roughTokens: roughTokens(system) + roughPromptTokens(kept),
  };
}

function systemFor({ deps, turn, agent }: TurnContext, summary: string | undefined): string {
  const { owner } = deps.config();
  return buildSystemPrompt(
    turn.agent_id,
    agent,
    localParts(deps.clock.now(), owner.timeZone),
    owner.name,
    summary,
  );
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
    deps.log.warn('compaction.failed', { turnId: context.turn.id, code: toAppError(error).code });
    return undefined;
  }
}

type Heard = Pick<
  ModelAnswer,
  'text' | 'toolCalls' | 'finish' | 'usage' | 'durationMs' | 'firstTextMs'
>;

async function listen(
  context: TurnContext,
  model: ResolvedModel,
  request: ModelRequest,
): Promise<Heard> {
  const { deps, signal } = context;
  const began = deps.clock.monotonic();
  const toolCalls: ToolCall[] = [];
  let finish: FinishReason = 'stop';
  let firstTextMs: number | undefined;
  let used = { inputTokens: 0, outputTokens: 0 };
  for await (const event of model.provider.stream(request, signal)) {
    if (event.type === 'text') {
      firstTextMs ??= deps.clock.monotonic() - began;
      speak(context, event.text);
    } else if (event.type === 'tool-call') toolCalls.push(event.call);
    else if (event.type === 'usage') used = event;
    else if (event.type === 'finish') finish = event.reason;
    else publishStep(context, event.type, { ...event });
  }
  // An abort may end a stream instead of failing it.
  signal.throwIfAborted();
  const usage = priceTokens(used, model);
  return {
    text: context.text,
    toolCalls,
    finish,
    usage,
    durationMs: deps.clock.monotonic() - began,
    firstTextMs,
  };
}

function speak(context: TurnContext, text: string): void {
  context.text += text;
  publishChat(context, { state: 'delta', deltaText: text });
  context.live.update(context.text);
  killPoint('gateway.turn.mid-stream');
}
