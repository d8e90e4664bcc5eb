import type { Config } from '../../shared/config/schema.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { Envelope } from '../../shared/model/envelope.ts';
import type { Clock } from '../platform/clock.ts';
import { moveHead } from '../sessions/branches.ts';
import { readPath, type MessageRecord } from '../sessions/message-store.ts';
import { findOwner } from '../sessions/people-store.ts';
import { findSession, type SessionRecord } from '../sessions/session-store.ts';
import type { Database, Sql } from '../storage/database.ts';
import type { BegunTurn } from './begin-turn.ts';
import { findInbox, findWriter, giveToTurn, insertInbox, noteWriter } from './inbox-store.ts';
import type { Accepted } from './intake.ts';
import { addTrace } from './trace-store.ts';
import { findRunningTurn, getTurn, insertTurn, readReplyTo } from './turn-store.ts';

export interface RetryDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly config: () => Config;
  readonly start: (begun: BegunTurn) => void;
}

export interface RetryRequest {
  readonly sessionKey: string;
  readonly runId: string;
  /** Unique for the client and its idempotency key. */
  readonly dedupeKey: string;
}

/**
 * Answers the last message of a conversation once more. The head goes back to that message, so
 * that the new answer becomes a branch beside the old one, which is kept.
 * @throws AppError SESSION_UNKNOWN, TURN_RUNNING, NOTHING_TO_RETRY, AGENT_UNKNOWN
 */
export async function retryAnswer(deps: RetryDeps, request: RetryRequest): Promise<Accepted> {
  const { db, clock } = deps;
  const begun = await db.commit((sql): BegunTurn | Accepted => {
    const known = findInbox(sql, 'web', request.dedupeKey);
    if (known) return { runId: known.run_id, status: known.state === 'done' ? 'ok' : 'in_flight' };
    const session = findSession(sql, request.sessionKey);
    if (!session) throw new AppError('SESSION_UNKNOWN', { key: request.sessionKey });
    if (findRunningTurn(sql, session.id)) throw new AppError('TURN_RUNNING');
    const question = findQuestion(sql, session);
    return { ...branch(sql, deps, session, question, request, clock.now()), messages: [] };
  });
  if ('status' in begun) return begun;
  deps.start(begun);
  return { runId: request.runId, status: 'started' };
}

function findQuestion(sql: Sql, session: SessionRecord): MessageRecord {
  const question = readPath(sql, session.head_id, 200).findLast(
    (message) => message.role === 'user' && message.stop_reason !== 'command',
  );
  if (!question) throw new AppError('NOTHING_TO_RETRY');
  return question;
}

function branch(
  sql: Sql,
  { config }: RetryDeps,
  session: SessionRecord,
  question: MessageRecord,
  request: RetryRequest,
  now: number,
): Pick<BegunTurn, 'turn' | 'session'> {
  const agent = config().agents[session.agent_id];
  if (!agent) throw new AppError('AGENT_UNKNOWN', { agent: session.agent_id });
  const record = insertInbox(
    sql,
    { envelope: toEnvelope(question, request, now), runId: request.runId },
    now,
  );
  if (!record) throw new AppError('TURN_RUNNING');
  noteWriter(sql, record.id, writerOf(sql, question));
  moveHead(sql, session, question.id);
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
  addTrace(sql, turn, {
    kind: 'queue',
    name: 'retry',
    state: 'done',
    detail: { question: question.id },
    startedAt: now,
    durationMs: 0,
  });
  return { turn, session: { ...session, head_id: question.id } };
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

function toEnvelope(question: MessageRecord, request: RetryRequest, now: number): Envelope {
  return {
    channel: 'web',
    dedupeKey: request.dedupeKey,
    account: 'web',
    kind: 'new',
    chat: { kind: 'direct', id: 'main' },
    sender: { id: 'owner' },
    text: question.text,
    attachments: [],
    isAddressed: true,
    sentAt: now,
  };
}
