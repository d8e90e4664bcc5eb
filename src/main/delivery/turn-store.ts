import type { TurnState } from '../../shared/model/turn-state.ts';
import type { ChatRef } from '../../shared/model/envelope.ts';
import { newId } from '../platform/ids.ts';
import type { Sql } from '../storage/database.ts';

/** Where the answer goes: back the way the message came. */
export interface ReplyTo {
  readonly channel: string;
  readonly chat: ChatRef;
  readonly threadId?: string | undefined;
  readonly replyRef?: string | undefined;
  /** Nothing of the turn is sent: whoever asked for it takes the answer and delivers it. */
  readonly isSilent?: boolean | undefined;
  /** The channel whose list of tools counts, where it is another one. */
  readonly ruledBy?: string | undefined;
}

/** A turn as it is stored. Money is in millionths of a dollar, times are UTC milliseconds. */
export interface TurnRecord {
  readonly id: string;
  readonly session_id: string;
  readonly agent_id: string;
  readonly run_id: string;
  readonly state: TurnState;
  readonly channel: string;
  readonly model: string | null;
  readonly reply_to: string;
  /** Goes up each time the turn is taken up again after a crash; commits of an older one fail. */
  readonly attempt: number;
  readonly lease_until: number;
  readonly deadline_at: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cost_micros: number;
  /** The code of what went wrong. */
  readonly error: string | null;
  readonly stop_reason: string | null;
  readonly created_at: number;
  readonly finished_at: number | null;
}

export interface NewTurn {
  readonly sessionId: string;
  readonly agentId: string;
  readonly runId: string;
  readonly replyTo: ReplyTo;
  readonly deadlineMs: number;
}

export function insertTurn(sql: Sql, turn: NewTurn, now: number): TurnRecord {
  const deadlineAt = now + turn.deadlineMs;
  const row = sql
    .statement<
      [string, string, string, string, string, string, number, number, number],
      TurnRecord
    >(
      `INSERT INTO turn (id, session_id, agent_id, run_id, state, channel, reply_to, lease_until, deadline_at, created_at)
       VALUES (?, ?, ?, ?, 'running', ?, ?, ?, ?, ?) RETURNING *`,
    )
    .get(
      newId(),
      turn.sessionId,
      turn.agentId,
      turn.runId,
      turn.replyTo.channel,
      JSON.stringify(turn.replyTo),
      deadlineAt,
      deadlineAt,
      now,
    );
  if (!row) throw new Error('an insert returned no row');
  return row;
}

export function getTurn(sql: Sql, id: string): TurnRecord | undefined {
  return sql.statement<[string], TurnRecord>('SELECT * FROM turn WHERE id = ?').get(id);
}

export function findRunningTurn(sql: Sql, sessionId: string): TurnRecord | undefined {
  return sql
    .statement<[string], TurnRecord>(
      "SELECT * FROM turn WHERE session_id = ? AND state = 'running'",
    )
    .get(sessionId);
}

/** Turns that a crash or a shutdown left running, oldest first. */
export function listRunningTurns(sql: Sql): TurnRecord[] {
  return sql
    .statement<[], TurnRecord>("SELECT * FROM turn WHERE state = 'running' ORDER BY id")
    .all();
}

/** Takes a turn up again with a new deadline; whoever still runs the old attempt is fenced off. */
export function reviveTurn(sql: Sql, id: string, deadlineAt: number): TurnRecord | undefined {
  return sql
    .statement<[number, number, string], TurnRecord>(
      `UPDATE turn SET attempt = attempt + 1, deadline_at = ?, lease_until = ?
       WHERE id = ? AND state = 'running' RETURNING *`,
    )
    .get(deadlineAt, deadlineAt, id);
}

/**
 * Adds what a step has used. False when the turn is not this runner's any more: it was ended or
 * taken up by another attempt, and the runner must stop without a trace.
 */
export function addUsage(
  sql: Sql,
  turn: TurnRecord,
  used: {
    readonly model: string;
    readonly inputTokens: number;
    readonly outputTokens: number;
    readonly costMicros: number;
  },
): boolean {
  return (
    sql
      .statement<[string, number, number, number, string, number]>(
        `UPDATE turn SET model = ?, input_tokens = input_tokens + ?, output_tokens = output_tokens + ?,
           cost_micros = cost_micros + ?
         WHERE id = ? AND state = 'running' AND attempt = ?`,
      )
      .run(
        used.model,
        used.inputTokens,
        used.outputTokens,
        used.costMicros,
        turn.id,
        turn.attempt,
      ) > 0
  );
}

/** True while the turn is this runner's. */
export function isOurs(sql: Sql, turn: TurnRecord): boolean {
  return (
    sql
      .statement<[string, number], { ours: number }>(
        "SELECT 1 AS ours FROM turn WHERE id = ? AND state = 'running' AND attempt = ?",
      )
      .get(turn.id, turn.attempt) !== undefined
  );
}

/**
 * Ends a turn and adds it to what its conversation has used and how it went. False when somebody
 * else ended it first.
 */
export function endTurn(
  sql: Sql,
  turn: TurnRecord,
  end: {
    readonly state: Exclude<TurnState, 'running'>;
    readonly stopReason: string;
    readonly error?: string | undefined;
  },
  now: number,
): boolean {
  const ended = sql
    .statement<
      [string, string, string | null, number, string, number],
      { cost_micros: number; session_id: string }
    >(
      `UPDATE turn SET state = ?, stop_reason = ?, error = ?, finished_at = ?
       WHERE id = ? AND state = 'running' AND attempt = ? RETURNING cost_micros, session_id`,
    )
    .get(end.state, end.stopReason, end.error ?? null, now, turn.id, turn.attempt);
  if (!ended) return false;
  const isFailure = end.state === 'failed' || end.state === 'expired';
  sql
    .statement<[number, string | null, string]>(
      `UPDATE session SET turn_count = turn_count + 1, cost_micros = cost_micros + ?, error_code = ?
       WHERE id = ?`,
    )
    .run(ended.cost_micros, isFailure ? (end.error ?? null) : null, ended.session_id);
  return true;
}

/** Where a turn's answer goes; this program wrote it. */
export function readReplyTo(turn: TurnRecord): ReplyTo {
  return JSON.parse(turn.reply_to) as ReplyTo;
}

/** Where a conversation was last answered. */
export function lastReplyTo(sql: Sql, sessionId: string): ReplyTo | undefined {
  const row = sql
    .statement<[string], { reply_to: string }>(
      'SELECT reply_to FROM turn WHERE session_id = ? ORDER BY id DESC LIMIT 1',
    )
    .get(sessionId);
  return row && withoutQuote(row.reply_to);
}

/** The direct chat on a messenger in which an owner was answered last. */
export function lastReplyToOfOwner(sql: Sql): ReplyTo | undefined {
  const rows = sql
    .statement<[], { id: string }>(
      `SELECT session.id FROM session JOIN person ON person.id = session.person_id
       WHERE person.role = 'owner' AND session.chat_kind = 'direct' ORDER BY updated_at DESC LIMIT 50`,
    )
    .all();
  for (const { id } of rows) {
    const replyTo = lastReplyTo(sql, id);
    if (replyTo && replyTo.channel !== 'web' && replyTo.chat.kind === 'direct') return replyTo;
  }
  return undefined;
}

/** A later message does not answer the one that was answered then. */
function withoutQuote(stored: string): ReplyTo {
  const { channel, chat, threadId } = JSON.parse(stored) as ReplyTo;
  return { channel, chat, threadId };
}
