import type { Config } from '../../shared/config/schema.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { Envelope } from '../../shared/model/envelope.ts';
import type { ChatMessage } from '../../shared/protocol/chat.ts';
import type { Clock } from '../platform/clock.ts';
import { moveHead } from '../sessions/branches.ts';
import { appendMessage, type MessageRecord } from '../sessions/message-store.ts';
import { findOwner } from '../sessions/people-store.ts';
import { readContent, toChatMessage } from '../sessions/present.ts';
import { findSession, type SessionRecord } from '../sessions/session-store.ts';
import type { Database, Sql } from '../storage/database.ts';
import type { BegunTurn } from './begin-turn.ts';
import { findInbox, findWriter, giveToTurn, insertInbox, noteWriter } from './inbox-store.ts';
import type { Accepted } from './intake.ts';
import { addTrace } from './trace-store.ts';
import {
  findRunningTurn,
  getTurn,
  insertTurn,
  readReplyTo,
  type TurnRecord,
} from './turn-store.ts';

export interface AskAgainDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly config: () => Config;
  readonly start: (begun: BegunTurn) => void;
}

export interface AskAgainRequest {
  readonly sessionKey: string;
  readonly runId: string;
  /** Unique for the client and its idempotency key. */
  readonly dedupeKey: string;
}

/** Which message is answered once more; with `text`, as if that had been written in its place. */
export interface Question {
  readonly question: MessageRecord;
  readonly text?: string;
}

/**
 * Begins a turn for a message that stands in a conversation already, on a branch of its own. A repeat
 * of the request is recognised in the inbox and begins nothing.
 * @throws AppError SESSION_UNKNOWN, SESSION_TAKEN_OVER, TURN_RUNNING, AGENT_UNKNOWN and what `find` throws
 */
export async function askAgain(
  deps: AskAgainDeps,
  request: AskAgainRequest,
  find: (sql: Sql, session: SessionRecord) => Question,
): Promise<Accepted> {
  const begun = await deps.db.commit((sql): BegunTurn | Accepted => {
    const known = findInbox(sql, 'web', request.dedupeKey);
    if (known) return { runId: known.run_id, status: known.state === 'done' ? 'ok' : 'in_flight' };
    const session = findSession(sql, request.sessionKey);
    if (!session) throw new AppError('SESSION_UNKNOWN', { key: request.sessionKey });
    if (session.taken_over_at !== null) throw new AppError('SESSION_TAKEN_OVER');
    if (findRunningTurn(sql, session.id)) throw new AppError('TURN_RUNNING');
    return branch(sql, deps, session, find(sql, session), request);
  });
  if ('status' in begun) return begun;
  deps.start(begun);
  return { runId: request.runId, status: 'started' };
}

function branch(
  sql: Sql,
  { config, clock }: AskAgainDeps,
  session: SessionRecord,
  { question, text }: Question,
  request: AskAgainRequest,
): BegunTurn {
  const agent = config().agents[session.agent_id];
  if (!agent) throw new AppError('AGENT_UNKNOWN', { agent: session.agent_id });
  const now = clock.now();
  const envelope = toEnvelope(text ?? question.text, request, now);
  const record = insertInbox(sql, { envelope, runId: request.runId }, now);
  if (!record) throw new AppError('TURN_RUNNING');
  noteWriter(sql, record.id, writerOf(sql, question));
  const headId = text === undefined ? question.id : question.parent_id;
  moveHead(sql, session, headId);
  const turn = insertTurn(
    sql,
    {
      sessionId: session.id,
      agentId: session.agent_id,
      runId: request.runId,
      replyTo: {
        channel: 'web',
        chat: { kind: 'direct', id: 'main' },
        ...ruledAsBefore(sql, question),
      },
      deadlineMs: agent.timeoutSeconds * 1_000,
    },
    now,
  );
  giveToTurn(sql, record.id, turn);
  const stored = text === undefined ? [] : [rephrase(sql, turn, question, text, now)];
  traceAskingAgain(sql, turn, text === undefined ? 'retry' : 'edit', question, now);
  return { turn, session: { ...session, head_id: headId }, messages: stored };
}

/** The same message with other words, below the same parent. */
function rephrase(
  sql: Sql,
  turn: TurnRecord,
  question: MessageRecord,
  text: string,
  now: number,
): ChatMessage {
  const pictures = readContent(question).filter((block) => block.type === 'image');
  const sender = toChatMessage(question).sender;
  const place = { sessionId: turn.session_id, turnId: turn.id, runId: turn.run_id };
  const message = {
    ...place,
    ...{ parentId: question.parent_id, role: 'user' as const, sender },
    content: [{ type: 'text' as const, text }, ...pictures],
  };
  return toChatMessage(appendMessage(sql, message, now));
}

function traceAskingAgain(
  sql: Sql,
  turn: TurnRecord,
  name: 'retry' | 'edit',
  question: MessageRecord,
  now: number,
): void {
  addTrace(sql, turn, {
    ...{ kind: 'queue', name, state: 'done' },
    detail: { question: question.id },
    ...{ startedAt: now, durationMs: 0 },
  });
}

/** Whoever asks for it, it is the question of the one who wrote it. At the screen that is the owner. */
function writerOf(sql: Sql, question: MessageRecord): string | null {
  if (question.sender === null) return findOwner(sql)?.id ?? null;
  const { turn_id: turnId, run_id: runId } = question;
  return turnId === null || runId === null ? null : findWriter(sql, { turnId, runId });
}

/** What the channel of the question does not allow is not allowed by asking again on another one. */
function ruledAsBefore(sql: Sql, { turn_id: turnId }: MessageRecord): { ruledBy?: string } {
  const before = turnId === null ? undefined : getTurn(sql, turnId);
  const ruledBy = before && (readReplyTo(before).ruledBy ?? before.channel);
  return ruledBy === undefined || ruledBy === 'web' ? {} : { ruledBy };
}

function toEnvelope(text: string, { dedupeKey }: AskAgainRequest, now: number): Envelope {
  return {
    channel: 'web',
    dedupeKey,
    account: 'web',
    kind: 'new',
    chat: { kind: 'direct', id: 'main' },
    sender: { id: 'owner' },
    text,
    attachments: [],
    isAddressed: true,
    sentAt: now,
  };
}
