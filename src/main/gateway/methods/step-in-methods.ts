import { AppError } from '../../../shared/errors/index.ts';
import { announceSession } from '../../agents/announce.ts';
import type { Engine } from '../../agents/engine.ts';
import { answerAsAssistant, type AnswerDeps } from '../../delivery/answer-as-assistant.ts';
import type { AskAgainDeps } from '../../delivery/ask-again.ts';
import { editMessage } from '../../delivery/edit-message.ts';
import { findRunningTurn } from '../../delivery/turn-store.ts';
import type { Connection, EventSink, MethodHandlers } from '../../platform/connection.ts';
import { moveHead } from '../../sessions/branches.ts';
import { findMessage } from '../../sessions/message-store.ts';
import { toSessionRow } from '../../sessions/present.ts';
import { findSession, setTakenOver, type SessionRecord } from '../../sessions/session-store.ts';
import type { Sql } from '../../storage/database.ts';
import { dedupeKey, nameSession, toResult } from './chat-methods.ts';

export interface StepInMethodDeps extends AskAgainDeps, AnswerDeps {
  readonly events: EventSink;
  readonly engine: Engine;
}

type StepInHandlers = Pick<
  MethodHandlers,
  'chat.answer' | 'chat.edit' | 'chat.choose' | 'sessions.takeOver'
>;

/** Stepping into a conversation: in the assistant's place, or on another branch. */
export function createStepInMethods(deps: StepInMethodDeps): StepInHandlers {
  const { db, clock, engine } = deps;
  const keyOf = (asCalled: string, connection: Connection): string =>
    nameSession(asCalled, deps.config(), connection);
  const announce = (id: string): void =>
    announceSession(deps, id, engine.running(id) !== undefined, 'updated');

  return {
    async 'chat.answer'({ sessionKey, message, idempotencyKey }, connection) {
      const { isRepeat } = await answerAsAssistant(deps, {
        sessionKey: keyOf(sessionKey, connection),
        text: message,
        dedupeKey: dedupeKey(connection, idempotencyKey),
      });
      return { ok: true, isRepeat };
    },

    async 'chat.edit'({ sessionKey, messageId, message, idempotencyKey }, connection) {
      const key = keyOf(sessionKey, connection);
      const accepted = await editMessage(deps, {
        sessionKey: key,
        ...{ messageId, text: message, runId: idempotencyKey },
        dedupeKey: dedupeKey(connection, idempotencyKey),
      });
      return toResult(accepted, idempotencyKey, key);
    },

    async 'chat.choose'({ sessionKey, headId }, connection) {
      const key = keyOf(sessionKey, connection);
      const id = await db.commit((sql) => {
        const session = find(sql, key);
        if (findRunningTurn(sql, session.id)) throw new AppError('TURN_RUNNING');
        moveHead(sql, session, findMessage(sql, session, headId).id);
        return session.id;
      });
      announce(id);
      return { ok: true };
    },

    async 'sessions.takeOver'({ key: asCalled, isOn }, connection) {
      const key = keyOf(asCalled, connection);
      const id = await db.commit((sql) => {
        const session = find(sql, key);
        const since = isOn ? (session.taken_over_at ?? clock.now()) : null;
        setTakenOver(sql, session.id, since);
        return session.id;
      });
      if (isOn) engine.giveWay(id);
      announce(id);
      return { session: toSessionRow(find(db, key), engine.running(id) !== undefined) };
    },
  };
}

function find(sql: Sql, key: string): SessionRecord {
  const session = findSession(sql, key);
  if (!session) throw new AppError('SESSION_UNKNOWN', { key });
  return session;
}
