import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import { modelDetail, type ModelDetail } from '../../shared/model/trace-detail.ts';
import type { ResultOf } from '../../shared/protocol/contract.ts';
import { listTraces, readBlob, type TraceRecord } from '../delivery/trace-store.ts';
import { getTurn, type TurnRecord } from '../delivery/turn-store.ts';
import type { ToolSpec } from '../providers/provider.ts';
import { readPath, readSummaries, type MessageRecord } from '../sessions/message-store.ts';
import { getSession } from '../sessions/session-store.ts';
import type { Sql } from '../storage/database.ts';
import { arrangePrompt, toPromptMessages, type PromptMessage } from './prompt-message.ts';

/** The prompt of one call, put together again from what was kept of it. */
export interface RecordedPrompt {
  readonly turn: TurnRecord;
  readonly model: string;
  /** Undefined when it was removed. */
  readonly system: string | undefined;
  readonly messages: readonly PromptMessage[];
  /** Undefined when they were removed, or never kept. */
  readonly tools: readonly ToolSpec[] | undefined;
  /** Stands for what came before the messages. */
  readonly summary: string | undefined;
  readonly isComplete: boolean;
}

/**
 * Reads the prompt of a model call; of the first one of the turn when no step is named. The messages
 * come from the conversation, whose messages never change, and are arranged as they were then.
 * @throws AppError TURN_UNKNOWN, STEP_UNKNOWN
 */
export function readRecordedPrompt(sql: Sql, turnId: string, stepId?: number): RecordedPrompt {
  const turn = getTurn(sql, turnId);
  if (!turn) throw new AppError('TURN_UNKNOWN', { id: turnId });
  const { step, detail, prompt } = findStep(sql, turnId, stepId);
  const { messages, path } = readMessages(sql, turn, prompt);
  const system = detail.system === undefined ? undefined : readBlob(sql, detail.system);
  const specs = detail.toolSpecs === undefined ? undefined : readBlob(sql, detail.toolSpecs);
  const isWhole =
    messages.length === prompt.count &&
    messages[0]?.record.id === prompt.from &&
    messages.at(-1)?.record.id === prompt.to;
  return {
    turn,
    model: step.name,
    system,
    messages,
    // This program wrote them.
    tools: specs === undefined ? undefined : (JSON.parse(specs) as ToolSpec[]),
    summary: findSummary(sql, turn.session_id, path, messages[0]),
    isComplete: isWhole && system !== undefined && specs !== undefined,
  };
}

interface Found {
  readonly step: TraceRecord;
  readonly detail: ModelDetail;
  readonly prompt: NonNullable<ModelDetail['prompt']>;
}

function findStep(sql: Sql, turnId: string, stepId: number | undefined): Found {
  for (const step of listTraces(sql, turnId)) {
    if (step.kind !== 'model' || (stepId !== undefined && step.id !== stepId)) continue;
    const { data: detail } = modelDetail().safeParse(JSON.parse(step.detail));
    if (detail?.prompt) return { step, detail, prompt: detail.prompt };
  }
  throw new AppError('STEP_UNKNOWN', { id: stepId ?? '' });
}

function readMessages(
  sql: Sql,
  turn: TurnRecord,
  { head, to, count }: Found['prompt'],
): { readonly messages: readonly PromptMessage[]; readonly path: readonly MessageRecord[] } {
  const session = getSession(sql, turn.session_id);
  const from = head ?? to ?? null;
  if (!session || count === 0) return { messages: [], path: [] };
  // Asides are on the path too, and no part of a prompt.
  const path = readPath(sql, from, limits.session.promptMessages * 2);
  const items = path.flatMap((record) => toPromptMessages(record, session));
  return { messages: arrangePrompt(items).slice(-count), path };
}

function findSummary(
  sql: Sql,
  sessionId: string,
  path: readonly MessageRecord[],
  first: PromptMessage | undefined,
): string | undefined {
  const summaries = readSummaries(sql, sessionId);
  const start = path.findIndex(({ id }) => id === first?.record.id);
  const last = path.slice(0, Math.max(0, start)).findLast(({ id }) => summaries.has(id));
  return last && summaries.get(last.id)?.text;
}

/** The prompt as the contract has it. */
export function toPromptResult(recorded: RecordedPrompt): ResultOf<'turns.prompt'> {
  const { model, system, messages, tools, isComplete } = recorded;
  return {
    model,
    system: system ?? '',
    messages: messages.map((item) => ({
      role: item.message.role,
      text: textOf(item),
      messageId: item.record.id,
    })),
    tools: (tools ?? []).map(({ name, description }) => ({ name, description })),
    isComplete,
  };
}

function textOf({ message, images = [] }: PromptMessage): string {
  const calls =
    message.role === 'assistant'
      ? message.toolCalls.map((call) => `${call.name}(${JSON.stringify(call.arguments)})`)
      : [];
  const pictures = images.map(({ mimeType }) => `[${mimeType}]`);
  return [message.text, ...calls, ...pictures].filter((line) => line !== '').join('\n');
}
