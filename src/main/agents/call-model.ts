import { limits } from '../../shared/config/limits.ts';
import { AppError, toAppError } from '../../shared/errors/index.ts';
import { killPoint } from '../platform/kill-points.ts';
import { newId } from '../platform/ids.ts';
import type { ResolvedModel } from '../providers/model-registry-types.ts';
import type { FinishReason, ModelRequest, ProviderState, ToolCall } from '../providers/provider.ts';
import { readTurnMessages } from '../sessions/message-store.ts';
import { readContent } from '../sessions/present.ts';
import type { Usage } from './budget.ts';
import { prepareCall, type PreparedCall } from './prepare-call.ts';
import { priceTokens, reserveCall } from './spend.ts';
import { newNotes, noteEvent, storeBroken, type CallNotes } from './trace-call.ts';
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
  readonly prepared: PreparedCall;
  readonly notes: CallNotes;
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
  const began = deps.clock.monotonic();
  const notes = newNotes();
  try {
    publishChat(context, { state: 'status', phase: 'starting_model' });
    killPoint('gateway.turn.before-model');
    const heard = await listen(context, model, prepared.request, notes);
    const durationMs = deps.clock.monotonic() - began;
    return { model, ...heard, prepared, notes, startedAt, durationMs, release };
  } catch (thrown) {
    const durationMs = deps.clock.monotonic() - began;
    // What ended the turn says more than how the stream took it.
    const error = toAppError(context.signal.aborted ? context.signal.reason : thrown);
    if (error.code !== 'SHUTTING_DOWN' || notes.chars > 0)
      await storeBroken(context, { model, prepared, notes, startedAt, durationMs, error });
    release();
    throw thrown;
  }
}

type Heard = Pick<ModelAnswer, 'text' | 'toolCalls' | 'finish' | 'usage' | 'state'>;

async function listen(
  context: TurnContext,
  model: ResolvedModel,
  request: ModelRequest,
  notes: CallNotes,
): Promise<Heard> {
  const { deps, signal } = context;
  const began = deps.clock.monotonic();
  const toolCalls: ToolCall[] = [];
  let finish: FinishReason = 'stop';
  let used = { inputTokens: 0, outputTokens: 0 };
  let state: ProviderState | undefined;
  for await (const event of model.provider.stream(request, signal)) {
    noteEvent(notes, event, deps.clock.monotonic() - began);
    if (event.type === 'text') speak(context, event.text);
    else if (event.type === 'tool-call') toolCalls.push(withOwnId(context, event.call, toolCalls));
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
    state,
  };
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
