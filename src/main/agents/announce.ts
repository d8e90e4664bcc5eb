import type { BegunTurn } from '../delivery/begin-turn.ts';
import { getSession } from '../sessions/session-store.ts';
import { toSessionRow } from '../sessions/present.ts';
import {
  namesOf,
  publishChat,
  publishStep,
  type ChatEventBody,
  type TurnContext,
  type TurnDeps,
  type TurnEnd,
} from './turn-context.ts';

type AnnounceDeps = Pick<TurnDeps, 'events' | 'db'>;

/** Says that a turn began: its messages stand in the conversation now. */
export function announceBegin(deps: AnnounceDeps, { session, messages }: BegunTurn): void {
  for (const message of messages)
    deps.events.publish('chat.message', { sessionKey: session.key, message });
  announceSession(deps, session.id, true, session.message_count === 0 ? 'created' : 'updated');
}

/** Says how a turn ended, also to those whose messages were answered along. */
export function announceEnd(context: TurnContext, end: TurnEnd): void {
  const { deps, session } = context;
  deps.log.debug('turn.ended', {
    ...namesOf(context),
    state: end.outcome.state,
    durationMs: deps.clock.now() - context.turn.created_at,
  });
  publishChat(context, toChatEnd(end));
  if (end.message)
    deps.events.publish('chat.message', { sessionKey: session.key, message: end.message });
  for (const runId of end.mergedRuns) {
    deps.events.publish('chat', {
      runId,
      sessionKey: session.key,
      agentId: context.turn.agent_id,
      seq: 0,
      state: 'final',
      stopReason: 'merged',
    });
  }
  publishStep(context, 'lifecycle', { phase: 'end', endedAt: deps.clock.now() });
  announceSession(deps, session.id, end.next !== undefined, 'updated');
}

function toChatEnd({ message }: TurnEnd): ChatEventBody {
  if (message?.error)
    return {
      state: 'error',
      message,
      errorMessage: message.error.message,
      errorKind: errorKind(message.error.code),
    };
  if (message?.stopReason === 'aborted')
    return { state: 'aborted', message, stopReason: 'aborted' };
  return {
    state: 'final',
    ...(message === undefined ? {} : { message }),
    stopReason: message?.stopReason ?? 'stop',
  };
}

function errorKind(
  code: string,
): 'refusal' | 'timeout' | 'rate_limit' | 'context_length' | 'unknown' {
  if (code === 'TURN_EXPIRED' || code.endsWith('_TIMEOUT')) return 'timeout';
  if (code.endsWith('_LIMITED') || code === 'BUDGET_EXHAUSTED') return 'rate_limit';
  return code.includes('CONTEXT') ? 'context_length' : 'unknown';
}

/** Sends the row of a conversation as it is now. */
export function announceSession(
  deps: AnnounceDeps,
  sessionId: string,
  isRunning: boolean,
  reason: 'created' | 'updated' | 'reset',
): void {
  const record = getSession(deps.db, sessionId);
  if (!record) return;
  deps.events.publish('sessions.changed', {
    reason,
    sessionKey: record.key,
    sessionId,
    session: toSessionRow(record, isRunning),
  });
}
