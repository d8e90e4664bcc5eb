import type { Config } from '../../../shared/config/schema.ts';
import { AppError } from '../../../shared/errors/index.ts';
import { announceSession } from '../../agents/announce.ts';
import type { Engine } from '../../agents/engine.ts';
import { listQueued } from '../../delivery/inbox-store.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Connection, EventSink, MethodHandlers } from '../../platform/connection.ts';
import type { HeavyReads } from '../../sessions/heavy-reads.ts';
import { listSessions } from '../../sessions/list-sessions.ts';
import { findMessage } from '../../sessions/message-store.ts';
import { toSessionRow } from '../../sessions/present.ts';
import {
  deleteSession,
  findSession,
  getSession,
  pickSession,
  renewSession,
  type SessionRecord,
} from '../../sessions/session-store.ts';
import type { Database, Sql } from '../../storage/database.ts';
import { nameSession } from './chat-methods.ts';

export interface SessionMethodDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: EventSink;
  readonly config: () => Config;
  readonly engine: Engine;
  readonly heavyReads: HeavyReads;
}

type SessionHandlers = Pick<
  MethodHandlers,
  | 'sessions.list'
  | 'sessions.get'
  | 'sessions.reset'
  | 'sessions.delete'
  | 'sessions.search'
  | 'sessions.export'
>;

/** Lists, looks into, renews and deletes conversations. */
export function createSessionMethods(deps: SessionMethodDeps): SessionHandlers {
  const { db, clock, events, engine } = deps;
  const isRunning = (id: string): boolean => engine.running(id) !== undefined;

  const find = (sql: Sql, key: string, connection: Connection): SessionRecord => {
    const session = findSession(sql, nameSession(key, deps.config(), connection));
    if (!session) throw new AppError('SESSION_UNKNOWN', { key });
    return session;
  };

  return {
    'sessions.list'(params) {
      const { rows, total } = listSessions(db, {
        ...params,
        limit: params.limit ?? 50,
        offset: params.offset ?? 0,
      });
      return { sessions: rows.map((row) => toSessionRow(row, isRunning(row.id))), total };
    },

    'sessions.get'(params, connection) {
      const key = nameSession(params.key, deps.config(), connection);
      const session = pickSession(db, key, params.sessionId);
      if (!session) throw new AppError('SESSION_UNKNOWN', { key: params.key });
      return {
        session: toSessionRow(session, isRunning(session.id)),
        usage: readUsage(db, session.id),
      };
    },

    async 'sessions.reset'(params, connection) {
      const { old, fresh } = await db.commit((sql) => {
        const session = find(sql, params.key, connection);
        return { old: session, fresh: renewSession(sql, session, clock.now()) };
      });
      engine.abort(old.id);
      announceSession(deps, fresh.id, false, 'reset');
      return { ok: true, key: params.key, sessionId: fresh.id };
    },

    async 'sessions.delete'(params, connection) {
      const session =
        params.expectedSessionId === undefined
          ? findSession(db, nameSession(params.key, deps.config(), connection))
          : getSession(db, params.expectedSessionId);
      if (!session) return { ok: true, deleted: false };
      const { isDeleted, waiting } = await db.commit((sql) => ({
        waiting: listQueued(sql, session.id),
        isDeleted: deleteSession(sql, session.id),
      }));
      engine.abandon(session.id);
      for (const { run_id: runId } of waiting) publishDropped(events, session, runId);
      events.publish('sessions.changed', {
        reason: 'deleted',
        sessionKey: session.key,
        sessionId: session.id,
      });
      return { ok: true, deleted: isDeleted };
    },

    'sessions.search': (params) => deps.heavyReads.search(params),

    'sessions.export'(params, connection) {
      const key = nameSession(params.key, deps.config(), connection);
      const session = pickSession(db, key, params.sessionId);
      if (!session) throw new AppError('SESSION_UNKNOWN', { key: params.key });
      const { format, headId, withTraces } = params;
      if (headId !== undefined) findMessage(db, session, headId);
      return deps.heavyReads.export({ sessionId: session.id, format, headId, withTraces });
    },
  };
}

/** Whoever waits for the answer to a message must hear that there will be none. */
function publishDropped(events: EventSink, session: SessionRecord, runId: string): void {
  const { key: sessionKey, agent_id: agentId } = session;
  events.publish('chat', {
    ...{ runId, sessionKey, agentId, seq: 0 },
    ...{ state: 'aborted', stopReason: 'aborted' },
  });
}

function readUsage(
  sql: Sql,
  sessionId: string,
): { inputTokens: number; outputTokens: number; costMicros: number; turns: number } {
  const row = sql
    .statement<
      [string],
      { inputTokens: number; outputTokens: number; costMicros: number; turns: number }
    >(
      `SELECT coalesce(sum(input_tokens), 0) AS inputTokens, coalesce(sum(output_tokens), 0) AS outputTokens,
         coalesce(sum(cost_micros), 0) AS costMicros, count(*) AS turns
       FROM turn WHERE session_id = ?`,
    )
    .get(sessionId);
  return row ?? { inputTokens: 0, outputTokens: 0, costMicros: 0, turns: 0 };
}
