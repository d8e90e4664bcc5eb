import type { Clock } from '../platform/clock.ts';
import type { EventSink } from '../platform/connection.ts';
import { toChatMessage } from '../sessions/present.ts';
import type { SessionRecord } from '../sessions/session-store.ts';
import type { Sql } from '../storage/database.ts';
import { announceConversation } from './announce-conversation.ts';
import { storeMessage } from './begin-turn.ts';
import {
  ignoreInbox,
  listQueued,
  readEnvelope,
  settleInbox,
  type InboxRecord,
} from './inbox-store.ts';

export interface UnansweredDeps {
  readonly db: Sql;
  readonly clock: Clock;
  readonly events: EventSink;
}

/**
 * A message in a conversation that a person has taken over: it is stored and shown, and no model is
 * asked. Part of the caller's transaction; call the result when that is on disk. Undefined for what
 * somebody waits for (a schedule, another agent): that is ignored, so that they hear of it.
 */
export function leaveUnanswered(
  { db, clock, events }: UnansweredDeps,
  sql: Sql,
  session: SessionRecord,
  record: InboxRecord,
): (() => void) | undefined {
  const { errand } = readEnvelope(record);
  if (errand && !errand.isSpoken) {
    ignoreInbox(sql, record.id, 'taken-over');
    return undefined;
  }
  settleInbox(sql, record.id, session.id);
  const message = storeMessage(sql, session.id, null, record, clock.now());
  const { key: sessionKey, agent_id: agentId } = session;
  return () => {
    events.publish('chat.message', { sessionKey, message: toChatMessage(message) });
    // Whoever waits for an answer to this run must hear that none is being written.
    events.publish('chat', {
      ...{ runId: record.run_id, sessionKey, agentId, seq: 0 },
      ...{ state: 'final', stopReason: 'taken-over' },
    });
    announceConversation({ db, events }, session.id);
  };
}

export interface LeftQueue {
  /** Runs that somebody waits for: they were ignored, and whoever waits is to be told. */
  readonly dropped: readonly string[];
  /** Call it when the transaction is on disk. */
  readonly after: () => void;
}

/** The same for everything that waits behind a turn. */
export function leaveQueue(deps: UnansweredDeps, sql: Sql, session: SessionRecord): LeftQueue {
  const left = listQueued(sql, session.id).map((record) => ({
    runId: record.run_id,
    after: leaveUnanswered(deps, sql, session, record),
  }));
  return {
    dropped: left.flatMap(({ runId, after }) => (after ? [] : [runId])),
    after: () => left.forEach(({ after }) => after?.()),
  };
}
