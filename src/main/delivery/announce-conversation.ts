import type { EventSink } from '../platform/connection.ts';
import { toSessionRow } from '../sessions/present.ts';
import { getSession } from '../sessions/session-store.ts';
import type { Sql } from '../storage/database.ts';
import { findRunningTurn } from './turn-store.ts';

/** Sends the row of a conversation as it is now, to which something was added outside of a turn. */
export function announceConversation(
  { db, events }: { readonly db: Sql; readonly events: EventSink },
  sessionId: string,
): void {
  const record = getSession(db, sessionId);
  if (!record) return;
  events.publish('sessions.changed', {
    reason: record.message_count <= 1 ? 'created' : 'updated',
    sessionKey: record.key,
    sessionId,
    session: toSessionRow(record, findRunningTurn(db, sessionId) !== undefined),
  });
}
