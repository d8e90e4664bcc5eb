import { sayIn } from '../delivery/phrases.ts';
import type { AppError } from '../../shared/errors/index.ts';
import type { TurnState } from '../../shared/model/turn-state.ts';
import { beginTurn, readHead, takeQueued, type BegunTurn } from '../delivery/begin-turn.ts';
import { finishInboxOfTurn, ignoreInbox, listQueued } from '../delivery/inbox-store.ts';
import { addTrace } from '../delivery/trace-store.ts';
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
  const message = appendMessage(
    sql,
    {
      sessionId: turn.session_id,
      parentId: readHead(sql, turn.session_id),
      turnId: turn.id,
      runId: turn.run_id,
      role: 'assistant',
      content: [{ type: 'text', text: context.text }],
      stopReason,
      error: state === 'aborted' ? undefined : shown,
    },
    now,
  );
  addTrace(sql, turn, {
    kind: 'model',
    name: error.code,
    state: 'failed',
    detail: shown,
    startedAt: now,
    durationMs: 0,
  });
  const spoken = spokenEnd(context.text, state, error);
  return closeTurn(sql, context, message, spoken, { state, error: error.code });
}

function spokenEnd(text: string, state: TurnState, error: AppError): string {
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
  return {
    message: toChatMessage(message),
    next: beginNext(sql, context),
    wake,
    mergedRuns,
    outcome,
  };
}

/** The next turn of the lane begins in the same transaction: the queue is never left alone. */
function beginNext(sql: Sql, { deps, session }: TurnContext): BegunTurn | undefined {
  const current = getSession(sql, session.id);
  if (!current) return undefined;
  const agent = deps.config().agents[current.agent_id];
  if (!agent) {
    for (const record of listQueued(sql, current.id)) ignoreInbox(sql, record.id, 'no-agent');
    return undefined;
  }
  const queued = takeQueued(sql, current, agent);
  if (queued.length === 0) return undefined;
  // After /new the queue goes on in the fresh conversation.
  const target =
    current.archived_at === null ? current : (findSession(sql, current.key) ?? current);
  return beginTurn(sql, target, agent, queued, deps.clock.now());
}
