import { limits } from '../../shared/config/limits.ts';
import { AppError, toAppError } from '../../shared/errors/index.ts';
import { killPoint } from '../platform/kill-points.ts';
import { addUsage } from '../delivery/turn-store.ts';
import { newId } from '../platform/ids.ts';
import type { ResolvedModel } from '../providers/model-registry-types.ts';
import type {
  FinishReason,
  ModelEvent,
  ModelRequest,
  ProviderState,
  ToolCall,
} from '../providers/provider.ts';
import { readTurnMessages } from '../sessions/message-store.ts';
import { readContent } from '../sessions/present.ts';
import type { Usage } from './budget.ts';
import { originOf } from './count-turn.ts';
import { prepareCall, type PromptExtent } from './prepare-call.ts';
import { roughTokensOf } from './prompt.ts';
import { priceTokens, reserveCall } from './spend.ts';
import { publishChat, publishStep, type TurnContext } from './turn-context.ts';

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
  readonly state: ProviderState | undefined;
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
  const prepared = await prepareCall(context, model);
  const release = reserveCall(context, model, {
    inputTokens: prepared.roughTokens,
    outputTokens: agent.maxOutputTokens,
  });
  const startedAt = deps.clock.now();
  const meter: Meter = { chars: 0 };
  try {
    publishChat(context, { state: 'status', phase: 'starting_model' });
    killPoint('gateway.turn.before-model');
    const heard = await listen(context, model, prepared.request, meter);
    return {
      model,
      ...heard,
      system: prepared.request.system,
      prompt: prepared.prompt,
      startedAt,
      release,
    };
  } catch (error) {
    await countBroken(context, model, prepared.roughTokens, meter);
    release();
    throw error;
  }
}

/** How much of an answer has come: words, thoughts, and calls. */
interface Meter {
  chars: number;
}

/**
 * An answer that broke off after it had begun was paid for, though nobody says how much: it counts by
 * the length of what came, so that no budget is passed by calls that fail.
 */
async function countBroken(
  context: TurnContext,
  model: ResolvedModel,
  inputTokens: number,
  { chars }: Meter,
): Promise<void> {
  if (chars === 0) return;
  const { deps, turn } = context;
  const usage = priceTokens({ inputTokens, outputTokens: roughTokensOf(chars) }, model);
  context.costMicros += usage.costMicros;
  await deps.db.commit((sql) => {
    if (!addUsage(sql, turn, { model: model.id, ...usage })) return;
    deps.budget.settle(sql, turn.agent_id, model.id, usage, originOf(sql, context));
  });
}

type Heard = Pick<
  ModelAnswer,
  'text' | 'toolCalls' | 'finish' | 'usage' | 'durationMs' | 'firstTextMs' | 'state'
>;

async function listen(
  context: TurnContext,
  model: ResolvedModel,
  request: ModelRequest,
  meter: Meter,
): Promise<Heard> {
  const { deps, signal } = context;
  const began = deps.clock.monotonic();
  const toolCalls: ToolCall[] = [];
  let finish: FinishReason = 'stop';
  let firstTextMs: number | undefined;
  let used = { inputTokens: 0, outputTokens: 0 };
  let state: ProviderState | undefined;
  for await (const event of model.provider.stream(request, signal)) {
    meter.chars += charsOf(event);
    if (event.type === 'text') {
      firstTextMs ??= deps.clock.monotonic() - began;
      speak(context, event.text);
    } else if (event.type === 'tool-call')
      toolCalls.push(withOwnId(context, event.call, toolCalls));
    else if (event.type === 'usage') used = event;
    else if (event.type === 'state') state = toState(model, event.data);
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
    state,
  };
}

function charsOf(event: ModelEvent): number {
  if (event.type === 'text' || event.type === 'reasoning') return event.text.length;
  return event.type === 'tool-call' ? JSON.stringify(event.call).length : 0;
}

/**
 * Some servers number their calls afresh in each step. Within a turn an id must stand for one call: an
 * answer to the question whether it may run must never count for another.
 */
function withOwnId(
  { deps, turn }: TurnContext,
  call: ToolCall,
  siblings: readonly ToolCall[],
): ToolCall {
  const before = readTurnMessages(deps.db, turn.id).flatMap(readContent);
  const taken = new Set([
    ...siblings.map(({ id }) => id),
    ...before.flatMap((block) => (block.type === 'toolCall' ? [block.id] : [])),
  ]);
  if (call.id !== '' && !taken.has(call.id)) return call;
  return { ...call, id: newId().replaceAll('-', '') };
}

/** A state that is too large to be kept is left out; the model does without its thoughts then. */
function toState(model: ResolvedModel, data: unknown): ProviderState | undefined {
  const size = data === undefined ? 0 : JSON.stringify(data).length;
  return size === 0 || size > limits.turn.stateChars ? undefined : { model: model.id, data };
}

function speak(context: TurnContext, text: string): void {
  context.text += text;
  publishChat(context, { state: 'delta', deltaText: text });
  context.live.update(context.text);
  killPoint('gateway.turn.mid-stream');
}
