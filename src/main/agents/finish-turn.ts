import { sayIn } from '../delivery/phrases.ts';
import type { AppError } from '../../shared/errors/index.ts';
import type { TraceKind, TurnState } from '../../shared/model/turn-state.ts';
import { beginTurn, readHead, takeQueued, type BegunTurn } from '../delivery/begin-turn.ts';
import { finishInboxOfTurn, ignoreInbox, listQueued } from '../delivery/inbox-store.ts';
import { leaveQueue } from '../delivery/leave-unanswered.ts';
import { listDrafts } from '../delivery/outbox-store.ts';
import { addTrace, cutOffTraces, listTraces, type TraceRecord } from '../delivery/trace-store.ts';
import { endTurn } from '../delivery/turn-store.ts';
import { appendMessage, type MessageRecord } from '../sessions/message-store.ts';
import { toChatMessage } from '../sessions/present.ts';
import { findSession, getSession } from '../sessions/session-store.ts';
import type { Sql } from '../storage/database.ts';
import type { ModelAnswer } from './call-model.ts';
import { countTurn } from './count-turn.ts';
import { storeAnswer } from './store-step.ts';
import { TurnLost, type TurnContext, type TurnEnd } from './turn-context.ts';

/** Ends a turn that has its answer: answer, inbox, reply and the next turn, all or nothing. */
export function finishWithAnswer(sql: Sql, context: TurnContext, answer: ModelAnswer): TurnEnd {
  const stopReason =
    answer.finish === 'length' ? 'length' : answer.finish === 'refusal' ? 'refusal' : 'stop';
  const message = storeAnswer(sql, context, answer, stopReason);
  if (!endTurn(sql, context.turn, { state: 'done', stopReason }, context.deps.clock.now()))
    throw new TurnLost();
  return closeTurn(sql, context, message, message.text, { state: 'done', error: undefined });
}

/**
 * Ends a turn that has none: it failed, was stopped or took too long. What was said so far is
 * kept; why it ended is said in the conversation and, on a messenger, to the person who waits.
 */
export function finishWithError(
  sql: Sql,
  context: TurnContext,
  state: Exclude<TurnState, 'running' | 'done'>,
  error: AppError,
): TurnEnd {
  const { deps, turn } = context;
  const now = deps.clock.now();
  const stopReason = state === 'aborted' ? 'aborted' : 'error';
  if (!endTurn(sql, turn, { state, stopReason, error: error.code }, now)) throw new TurnLost();
  const shown = { code: error.code, message: error.message, hint: error.hint };
  const text = textToKeep(sql, context, error);
  const message = appendMessage(
    sql,
    {
      sessionId: turn.session_id,
      parentId: readHead(sql, turn.session_id),
      turnId: turn.id,
      runId: turn.run_id,
      role: 'assistant',
      content: [{ type: 'text', text }],
      stopReason,
      error: state === 'aborted' ? undefined : shown,
    },
    now,
  );
  traceEnd(sql, context, shown, now);
  return closeTurn(sql, context, message, spokenEnd(text, state, error), {
    state,
    error: error.code,
  });
}

/**
 * What was said so far stays. Where a person answers from now on, only what people have seen of it
 * does: on the page, or as a draft that stands in the chat.
 */
function textToKeep(sql: Sql, { turn, replyTo, text }: TurnContext, { code }: AppError): string {
  const isSeen = replyTo.channel === 'web' || listDrafts(sql, turn.id).length > 0;
  return code === 'TURN_TAKEN_OVER' && !isSeen ? '' : text;
}

/** Why the turn ended, unless its last model call says so already; and what it was doing ends too. */
function traceEnd(
  sql: Sql,
  { turn }: TurnContext,
  shown: { readonly code: string; readonly message: string; readonly hint: string },
  now: number,
): void {
  cutOffTraces(sql, turn, now);
  const last = listTraces(sql, turn.id).findLast(({ kind }) => kind === 'model');
  if (last?.state === 'failed' && readCode(last) === shown.code) return;
  addTrace(sql, turn, {
    kind: kindOfEnd(shown.code),
    name: shown.code,
    state: 'failed',
    detail: shown,
    startedAt: now,
    durationMs: 0,
  });
}

function readCode({ detail }: TraceRecord): string | undefined {
  return (JSON.parse(detail) as { readonly code?: string }).code;
}

function kindOfEnd(code: string): TraceKind {
  if (code.startsWith('BUDGET_')) return 'budget';
  if (code === 'TURN_TOO_MANY_ATTEMPTS') return 'recovery';
  return code === 'TURN_TAKEN_OVER' ? 'queue' : 'model';
}

function spokenEnd(text: string, state: TurnState, error: AppError): string {
  // Whoever answers now speaks for themselves.
  if (error.code === 'TURN_TAKEN_OVER') return text;
  const end =
    state === 'aborted'
      ? sayIn('en', { key: 'turn.stopped' })
      : sayIn('en', { key: 'turn.failed', values: { message: error.message, hint: error.hint } });
  return text === '' ? end : `${text}\n\n${end}`;
}

function closeTurn(
  sql: Sql,
  context: TurnContext,
  message: MessageRecord,
  spoken: string,
  end: Pick<TurnEnd['outcome'], 'state' | 'error'>,
): TurnEnd {
  const { deps, turn, session, replyTo } = context;
  const runs = finishInboxOfTurn(sql, turn.id);
  countTurn(sql, context, { state: end.state, messagesIn: runs.length });
  const mergedRuns = runs.filter((runId) => runId !== turn.run_id);
  const wake = deps.speaker.utter(sql, {
    turnId: turn.id,
    sessionId: turn.session_id,
    replyTo,
    text: spoken,
  });
  const outcome = {
    turnId: turn.id,
    sessionId: session.id,
    sessionKey: session.key,
    agentId: turn.agent_id,
    text: message.text,
    ...end,
  };
  const { begun, after, dropped = [] } = beginNext(sql, context);
  return {
    message: toChatMessage(message),
    next: begun,
    wake() {
      wake();
      after?.();
    },
    mergedRuns,
    droppedRuns: dropped,
    outcome,
  };
}

interface NextTurn {
  readonly begun?: BegunTurn;
  readonly dropped?: readonly string[];
  /** Call it when the transaction is on disk. */
  readonly after?: () => void;
}

/** The next turn of the lane begins in the same transaction: the queue is never left alone. */
function beginNext(sql: Sql, { deps, session }: TurnContext): NextTurn {
  const current = getSession(sql, session.id);
  if (!current) return {};
  const agent = deps.config().agents[current.agent_id];
  if (!agent) {
    const queue = listQueued(sql, current.id);
    for (const record of queue) ignoreInbox(sql, record.id, 'no-agent');
    return { dropped: queue.map((record) => record.run_id) };
  }
  if (current.taken_over_at !== null) return leaveQueue(deps, sql, current);
  const queued = takeQueued(sql, current, agent);
  if (queued.length === 0) return {};
  // After /new the queue goes on in the fresh conversation.
  const target =
    current.archived_at === null ? current : (findSession(sql, current.key) ?? current);
  return { begun: beginTurn(sql, target, agent, queued, deps.clock.now()) };
}
