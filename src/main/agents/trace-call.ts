import type { AppError } from '../../shared/errors/index.ts';
import { addTrace } from '../delivery/trace-store.ts';
import { addUsage, isOurs } from '../delivery/turn-store.ts';
import type { ResolvedModel } from '../providers/model-registry-types.ts';
import type { ModelEvent } from '../providers/provider.ts';
import type { Sql } from '../storage/database.ts';
import { originOf } from './count-turn.ts';
import type { PreparedCall } from './prepare-call.ts';
import { roughTokensOf } from './prompt.ts';
import { priceTokens } from './spend.ts';
import type { TurnContext } from './turn-context.ts';

/** What is noted of a call while it is heard. Times are milliseconds since it began. */
export interface CallNotes {
  /** How much of an answer has come: words, thoughts, and calls. */
  chars: number;
  firstMs: number | undefined;
  firstTextMs: number | undefined;
  readonly retries: { attempt: number; delayMs: number; reason: string }[];
  cachedInputTokens: number | undefined;
  isEstimated: boolean;
}

export function newNotes(): CallNotes {
  return {
    ...{ chars: 0, firstMs: undefined, firstTextMs: undefined },
    ...{ retries: [], cachedInputTokens: undefined, isEstimated: false },
  };
}

/** Notes one event of a stream. */
export function noteEvent(notes: CallNotes, event: ModelEvent, sinceMs: number): void {
  if (event.type === 'retry') {
    const { attempt, delayMs, reason } = event;
    notes.retries.push({ attempt, delayMs, reason });
    return;
  }
  if (event.type === 'usage') {
    notes.cachedInputTokens = event.cachedInputTokens;
    notes.isEstimated = event.isEstimated === true;
  }
  const chars = charsOf(event);
  if (chars === 0) return;
  notes.chars += chars;
  notes.firstMs ??= sinceMs;
  if (event.type === 'text') notes.firstTextMs ??= sinceMs;
}

function charsOf(event: ModelEvent): number {
  if (event.type === 'text' || event.type === 'reasoning') return event.text.length;
  return event.type === 'tool-call' ? JSON.stringify(event.call).length : 0;
}

/** How a call came to be, for its row of the trace: the prompt as hashes and ids, and its times. */
export function describeCall(
  sql: Sql,
  { deps, turn, agent }: TurnContext,
  { request, prompt }: PreparedCall,
  notes: CallNotes,
): Record<string, unknown> {
  const { firstMs, firstTextMs, retries, cachedInputTokens, isEstimated } = notes;
  return {
    attempt: turn.attempt,
    ...deps.promptTexts.keep(sql, request, deps.clock.now()),
    prompt,
    tools: agent.tools,
    firstMs,
    firstTextMs,
    ...(retries.length === 0 ? {} : { retries }),
    ...(cachedInputTokens === undefined ? {} : { cachedInputTokens }),
    ...(isEstimated ? { isEstimated } : {}),
  };
}

/** A call that did not come to its end. */
export interface BrokenCall {
  readonly model: ResolvedModel;
  readonly prepared: PreparedCall;
  readonly notes: CallNotes;
  /** UTC milliseconds. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly error: AppError;
}

/**
 * Writes a call down that failed or was stopped. One that broke off after it had begun was paid for,
 * though nobody says how much: it counts by the length of what came, so that no budget is passed by
 * calls that fail.
 */
export async function storeBroken(context: TurnContext, call: BrokenCall): Promise<void> {
  const { deps, turn } = context;
  const { model, prepared, notes, startedAt, durationMs, error } = call;
  const { code, message, hint } = error;
  const usage =
    notes.chars === 0
      ? { inputTokens: 0, outputTokens: 0, costMicros: 0 }
      : priceTokens(
          { inputTokens: prepared.roughTokens, outputTokens: roughTokensOf(notes.chars) },
          model,
        );
  context.costMicros += usage.costMicros;
  await deps.db.commit((sql) => {
    const hasUsed = notes.chars > 0;
    if (hasUsed ? !addUsage(sql, turn, { model: model.id, ...usage }) : !isOurs(sql, turn)) return;
    if (hasUsed) deps.budget.settle(sql, turn.agent_id, model.id, usage, originOf(sql, context));
    addTrace(sql, turn, {
      kind: 'model',
      name: model.id,
      state: 'failed',
      detail: { ...describeCall(sql, context, prepared, notes), code, message, hint },
      ...{ startedAt, durationMs },
      ...usage,
    });
  });
}
