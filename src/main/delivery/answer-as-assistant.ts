import { AppError } from '../../shared/errors/index.ts';
import type { Envelope } from '../../shared/model/envelope.ts';
import type { Clock } from '../platform/clock.ts';
import { findOwner } from '../sessions/people-store.ts';
import { findSession, type SessionRecord } from '../sessions/session-store.ts';
import type { Database, Sql } from '../storage/database.ts';
import { insertInbox, readEnvelope, settleInbox, type InboxRecord } from './inbox-store.ts';
import type { ChatAddress, SpeakUp } from './speak-up.ts';

export interface AnswerDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly speakUp: SpeakUp;
}

export interface AnswerRequest {
  readonly sessionKey: string;
  readonly text: string;
  /** Unique for the client and its idempotency key. */
  readonly dedupeKey: string;
}

/**
 * Says something in a conversation in the assistant's place: on the messenger it is held on, and for
 * the assistant as something it has said. The inbox knows the request by its key, in the transaction
 * that also holds the message and its parts, so that a repeat says nothing twice.
 * @throws AppError SESSION_UNKNOWN, CHAT_ADDRESS_UNKNOWN, MESSAGE_EMPTY
 */
export async function answerAsAssistant(
  { db, clock, speakUp }: AnswerDeps,
  request: AnswerRequest,
): Promise<{ readonly isRepeat: boolean }> {
  if (request.text.trim() === '') throw new AppError('MESSAGE_EMPTY');
  const spoken = await db.commit((sql) => {
    const now = clock.now();
    const record = insertInbox(sql, { envelope: toEnvelope(request, now) }, now);
    if (!record) return undefined;
    const session = findSession(sql, request.sessionKey);
    if (!session) throw new AppError('SESSION_UNKNOWN', { key: request.sessionKey });
    settleInbox(sql, record.id, session.id);
    const name = findOwner(sql)?.name;
    return speakUp.speak(sql, {
      to: { ...findChat(sql, session, speakUp), sessionKey: session.key },
      text: request.text,
      by: { id: 'owner', ...(name === undefined ? {} : { name }) },
      isForModel: true,
    });
  });
  spoken?.after();
  return { isRepeat: spoken === undefined };
}

/**
 * Where the other side reads: the chat on a messenger that was written from last; a person who is known
 * on two of them may go on with the same conversation on the other. What was asked again from the page
 * has been answered there, but nobody else looks at that.
 */
function findChat(sql: Sql, session: SessionRecord, speakUp: SpeakUp): ChatAddress {
  if (session.channel === 'web') return speakUp.parse(sql, session.key);
  const written = sql
    .statement<[string], InboxRecord>(
      "SELECT * FROM inbox WHERE session_id = ? AND channel <> 'web' ORDER BY id DESC LIMIT 1",
    )
    .get(session.id);
  if (!written) return lastAnsweredOn(sql, session) ?? speakUp.parse(sql, session.key);
  const { chat, thread } = readEnvelope(written);
  return { channel: written.channel, chat, threadId: thread?.id };
}

/** Older than what the inbox remembers. */
function lastAnsweredOn(sql: Sql, { id }: SessionRecord): ChatAddress | undefined {
  const row = sql
    .statement<[string], { reply_to: string }>(
      "SELECT reply_to FROM turn WHERE session_id = ? AND channel <> 'web' ORDER BY id DESC LIMIT 1",
    )
    .get(id);
  if (!row) return undefined;
  const { channel, chat, threadId } = JSON.parse(row.reply_to) as ChatAddress;
  return { channel, chat, threadId };
}

function toEnvelope({ sessionKey, text, dedupeKey }: AnswerRequest, now: number): Envelope {
  return {
    ...{ channel: 'web', dedupeKey, account: 'web', kind: 'new' },
    chat: { kind: 'direct', id: sessionKey.slice(0, 256) },
    sender: { id: 'owner' },
    ...{ text, attachments: [], isAddressed: true, sentAt: now },
  };
}
