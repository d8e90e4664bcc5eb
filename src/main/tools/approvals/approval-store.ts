import type { ApprovalRow, ApprovalState } from '../../../shared/protocol/approvals.ts';
import type { ChatRef } from '../../../shared/model/envelope.ts';
import type { ChatAddress } from '../../delivery/speak-up.ts';
import type { Sql } from '../../storage/database.ts';
import type { ArgumentPatterns } from '../../../shared/model/rule-fits.ts';
import { formPatterns } from './rule-store.ts';

/** Why it is asked: the tool itself, a rule of the config, what the turn has cost, or a crash. */
export type AskCause = 'tool' | 'rule' | 'cost' | 'again';

/** One question as it is stored. */
export interface ApprovalRecord {
  readonly id: string;
  readonly code: string;
  readonly turn_id: string;
  readonly call_id: string;
  readonly occasion: 'first' | 'again';
  /** Of tool and arguments: a model may use one id for two calls. */
  readonly call_hash: string;
  readonly session_id: string;
  readonly session_key: string;
  readonly agent_id: string;
  readonly channel: string;
  readonly person_id: string | null;
  /** The owner was answered, in a chat where nobody else reads. */
  readonly is_for_owner: number;
  readonly tool: string;
  /** Null for a tool that is built in. */
  readonly tool_mark: string | null;
  /** As shown, as JSON. */
  readonly arguments: string;
  readonly reason: string;
  readonly cause: AskCause;
  readonly turn_cost_micros: number;
  /** What "always" would hold for, as JSON; null when there is no such answer. */
  readonly always: string | null;
  readonly asked_channel: string | null;
  readonly asked_chat: string | null;
  readonly asked_thread: string | null;
  readonly asked_session_id: string | null;
  readonly state: ApprovalState;
  readonly decided_by: string | null;
  readonly decided_via: string | null;
  readonly created_at: number;
  readonly expires_at: number;
  readonly decided_at: number | null;
}

export type NewApproval = Omit<
  ApprovalRecord,
  | 'state'
  | 'decided_by'
  | 'decided_via'
  | 'decided_at'
  | 'asked_channel'
  | 'asked_chat'
  | 'asked_thread'
  | 'asked_session_id'
>;

/** What tells one call from any other. */
export type CallKey = Pick<ApprovalRecord, 'turn_id' | 'call_id' | 'occasion' | 'call_hash'>;

export function insertApproval(sql: Sql, approval: NewApproval): ApprovalRecord {
  const row = sql
    .statement<[NewApproval], ApprovalRecord>(
      `INSERT INTO approval (id, code, turn_id, call_id, occasion, call_hash, session_id, session_key,
         agent_id, channel, person_id, is_for_owner, tool, tool_mark, arguments, reason, cause, turn_cost_micros,
         always, state, created_at, expires_at)
       VALUES (@id, @code, @turn_id, @call_id, @occasion, @call_hash, @session_id, @session_key,
         @agent_id, @channel, @person_id, @is_for_owner, @tool, @tool_mark, @arguments, @reason, @cause,
         @turn_cost_micros, @always, 'pending', @created_at, @expires_at) RETURNING *`,
    )
    .get(approval);
  if (!row) throw new Error('an insert returned no row');
  return row;
}

/** Notes in which chat it was asked. */
export function noteAsked(sql: Sql, id: string, to: ChatAddress, sessionId: string): void {
  sql
    .statement<[string, string, string | null, string, string]>(
      `UPDATE approval SET asked_channel = ?, asked_chat = ?, asked_thread = ?, asked_session_id = ?
       WHERE id = ?`,
    )
    .run(to.channel, JSON.stringify(to.chat), to.threadId ?? null, sessionId, id);
}

/** Where it was asked; undefined when nobody could be. */
export function readAsked(record: ApprovalRecord): ChatAddress | undefined {
  if (record.asked_channel === null || record.asked_chat === null) return undefined;
  return {
    channel: record.asked_channel,
    chat: JSON.parse(record.asked_chat) as ChatRef,
    threadId: record.asked_thread ?? undefined,
  };
}

export function getApproval(sql: Sql, id: string): ApprovalRecord | undefined {
  return sql.statement<[string], ApprovalRecord>('SELECT * FROM approval WHERE id = ?').get(id);
}

export function findByCode(sql: Sql, code: string): ApprovalRecord | undefined {
  return sql.statement<[string], ApprovalRecord>('SELECT * FROM approval WHERE code = ?').get(code);
}

/** Every question about one call, the newest first. */
export function listOfCall(sql: Sql, key: CallKey): ApprovalRecord[] {
  return sql
    .statement<[CallKey], ApprovalRecord>(
      `SELECT * FROM approval WHERE turn_id = @turn_id AND call_id = @call_id
         AND occasion = @occasion AND call_hash = @call_hash ORDER BY id DESC`,
    )
    .all(key);
}

/** Every question of a turn, in the order in which they were asked. */
export function listOfTurn(sql: Sql, turnId: string): ApprovalRecord[] {
  return sql
    .statement<[string], ApprovalRecord>('SELECT * FROM approval WHERE turn_id = ? ORDER BY id')
    .all(turnId);
}

/** Whether the call has begun, or was refused, since a moment: then its answer was used. */
export function wasUsedSince(sql: Sql, turnId: string, callId: string, since: number): boolean {
  const found = sql
    .statement<[string, number, string], { used: number }>(
      `SELECT 1 AS used FROM trace WHERE turn_id = ? AND kind = 'tool' AND started_at >= ?
         AND json_extract(detail, '$.callId') = ? LIMIT 1`,
    )
    .get(turnId, since, callId);
  return found !== undefined;
}

/** Whether the assistant has said something else in the chat of a question since it was asked there. */
export function isCovered(
  sql: Sql,
  { asked_session_id: id, created_at: at }: ApprovalRecord,
): boolean {
  if (id === null) return false;
  const found = sql
    .statement<[string, number], { covered: number }>(
      `SELECT 1 AS covered FROM message WHERE session_id = ? AND created_at > ? AND role = 'assistant'
         AND text <> '' AND coalesce(stop_reason, '') NOT IN ('notice', 'command') LIMIT 1`,
    )
    .get(id, at);
  return found !== undefined;
}

/** False when the turn of a question has ended: an answer would be for nobody. */
export function isTurnRunning(sql: Sql, turnId: string): boolean {
  const found = sql
    .statement<[string], { running: number }>(
      "SELECT 1 AS running FROM turn WHERE id = ? AND state = 'running'",
    )
    .get(turnId);
  return found !== undefined;
}

/** Whether a turn answers the program itself: a schedule, or another agent. */
export function isErrand(sql: Sql, turnId: string): boolean {
  const found = sql
    .statement<[string], { errand: number }>(
      `SELECT 1 AS errand FROM inbox
       WHERE turn_id = ? AND json_extract(envelope, '$.errand') IS NOT NULL LIMIT 1`,
    )
    .get(turnId);
  return found !== undefined;
}

/** What the turn had cost when the owner last let it go on all the same, in millionths of a dollar. */
export function allowedCost(sql: Sql, turnId: string): number {
  return (
    sql
      .statement<[string], { cost: number | null }>(
        `SELECT max(turn_cost_micros) AS cost FROM approval
         WHERE turn_id = ? AND cause = 'cost' AND state = 'allowed'`,
      )
      .get(turnId)?.cost ?? 0
  );
}

export function listPending(sql: Sql): ApprovalRecord[] {
  return sql
    .statement<[], ApprovalRecord>("SELECT * FROM approval WHERE state = 'pending' ORDER BY id")
    .all();
}

export function countPending(sql: Sql): number {
  return (
    sql
      .statement<[], { n: number }>("SELECT count(*) AS n FROM approval WHERE state = 'pending'")
      .get()?.n ?? 0
  );
}

/** Of those that wait, the ones that are not about a call for the owner. */
export function countPendingOfOthers(sql: Sql): number {
  return (
    sql
      .statement<[], { n: number }>(
        "SELECT count(*) AS n FROM approval WHERE state = 'pending' AND is_for_owner = 0",
      )
      .get()?.n ?? 0
  );
}

/** When the next question expires; UTC milliseconds. */
export function nextExpiry(sql: Sql): number | undefined {
  return (
    sql
      .statement<[], { at: number | null }>(
        "SELECT min(expires_at) AS at FROM approval WHERE state = 'pending'",
      )
      .get()?.at ?? undefined
  );
}

/** Questions that wait though their turn does not run any more. */
export function listAbandoned(sql: Sql): ApprovalRecord[] {
  return sql
    .statement<[], ApprovalRecord>(
      `SELECT * FROM approval WHERE state = 'pending'
         AND turn_id NOT IN (SELECT id FROM turn WHERE state = 'running') ORDER BY id`,
    )
    .all();
}

/** The newest questions in one state, oldest of them first. */
export function listInState(sql: Sql, state: ApprovalState, limit: number): ApprovalRecord[] {
  return sql
    .statement<[string, number], ApprovalRecord>(
      'SELECT * FROM approval WHERE state = ? ORDER BY id DESC LIMIT ?',
    )
    .all(state, limit)
    .toReversed();
}

/** Closed questions, the newest first, from below an id on. */
export function listClosed(sql: Sql, before: string, limit: number): ApprovalRecord[] {
  return sql
    .statement<[string, number], ApprovalRecord>(
      "SELECT * FROM approval WHERE state <> 'pending' AND id < ? ORDER BY id DESC LIMIT ?",
    )
    .all(before, limit);
}

export interface Closing {
  readonly state: Exclude<ApprovalState, 'pending'>;
  readonly by?: string | undefined;
  readonly via?: string | undefined;
}

/** Closes a question; undefined when somebody else has closed it: the first one counts. */
export function closeApproval(
  sql: Sql,
  id: string,
  { state, by, via }: Closing,
  now: number,
): ApprovalRecord | undefined {
  return sql
    .statement<[string, string | null, string | null, number, string], ApprovalRecord>(
      `UPDATE approval SET state = ?, decided_by = ?, decided_via = ?, decided_at = ?
       WHERE id = ? AND state = 'pending' RETURNING *`,
    )
    .get(state, by ?? null, via ?? null, now, id);
}

/** Forgets every question that waits: what a program without their rows does at a crash. */
export function forgetPending(sql: Sql): void {
  sql.statement<[]>("DELETE FROM approval WHERE state = 'pending'").run();
}

/** Closed questions beyond a number go, the oldest first. */
export function pruneClosed(sql: Sql, keep: number): void {
  sql
    .statement<[number]>(
      `DELETE FROM approval WHERE id IN
         (SELECT id FROM approval WHERE state <> 'pending' ORDER BY id DESC LIMIT -1 OFFSET ?)`,
    )
    .run(keep);
}

/** What "always" would hold for; undefined when there is no such answer. */
export function readAlwaysOf(record: ApprovalRecord): ArgumentPatterns | undefined {
  return record.always === null ? undefined : (JSON.parse(record.always) as ArgumentPatterns);
}

/** The arguments as they may be shown. */
export function readShown(record: ApprovalRecord): Record<string, unknown> {
  return JSON.parse(record.arguments) as Record<string, unknown>;
}

/** A question as the contract has it. */
export function toApprovalRow(record: ApprovalRecord): ApprovalRow {
  const always = readAlwaysOf(record);
  return {
    id: record.id,
    code: record.code,
    state: record.state,
    tool: record.tool,
    arguments: readShown(record),
    reason: record.reason,
    occasion: record.occasion,
    ...(always === undefined ? {} : { always: formPatterns(always) }),
    agentId: record.agent_id,
    sessionKey: record.session_key,
    turnId: record.turn_id,
    callId: record.call_id,
    channel: record.channel,
    ...(record.person_id === null ? {} : { personId: record.person_id }),
    createdAt: record.created_at,
    expiresAt: record.expires_at,
    ...(record.decided_at === null ? {} : { decidedAt: record.decided_at }),
    ...(record.decided_by === null ? {} : { decidedBy: record.decided_by }),
    ...(record.decided_via === null ? {} : { decidedVia: record.decided_via }),
  };
}
