import type { QueueMode } from '../../shared/config/agents.ts';
import type { ChatRef, Envelope } from '../../shared/model/envelope.ts';
import type { InboxState } from '../../shared/model/turn-state.ts';
import { newId } from '../platform/ids.ts';
import { isDisabled } from '../platform/protections.ts';
import type { Sql } from '../storage/database.ts';

/** One inbound message as it is stored. */
export interface InboxRecord {
  readonly id: string;
  readonly channel: string;
  readonly dedupe_key: string;
  readonly state: InboxState;
  readonly reason: string | null;
  readonly envelope: string;
  /** How it was routed and why, as JSON; null until it was. */
  readonly route: string | null;
  readonly run_id: string;
  readonly queue: QueueMode | null;
  readonly person_id: string | null;
  readonly session_id: string | null;
  readonly turn_id: string | null;
  readonly received_at: number;
}

/**
 * What a schedule or another agent asks an agent to do. It has the rights of this person and never
 * more; null where nobody is known.
 */
export interface Errand {
  readonly personId: string | null;
  /** The channel whose list of tools counts: the one it was asked for on. */
  readonly ruledBy?: string | undefined;
  /** The answer is sent. Else whoever asked takes it from the turn and delivers it. */
  readonly isSpoken?: boolean | undefined;
  /** The turn's deadline, in milliseconds, where it is shorter than the agent's own. */
  readonly deadlineMs?: number | undefined;
  /** How many results of sub-agents have led to it since a person wrote. */
  readonly rounds?: number | undefined;
}

/** An envelope as it is kept, with what only the program itself may say. */
export interface StoredEnvelope extends Envelope {
  readonly errand?: Errand | undefined;
}

export interface NewInbox {
  readonly envelope: Envelope;
  /** What the sender calls the run; its own id where the channel knows no such thing. */
  readonly runId?: string | undefined;
  readonly queue?: QueueMode | undefined;
  readonly errand?: Errand | undefined;
}

/**
 * Stores an inbound message, or returns undefined when its key is known on this channel instance:
 * a repeat by the messenger, the host or the client stops here.
 */
export function insertInbox(sql: Sql, input: NewInbox, now: number): InboxRecord | undefined {
  const { envelope } = input;
  const id = newId();
  const dedupeKey = isDisabled('inbox-uniqueness')
    ? `${envelope.dedupeKey}#${id}`
    : envelope.dedupeKey;
  return sql
    .statement<[string, string, string, string, string, QueueMode | null, number], InboxRecord>(
      `INSERT INTO inbox (id, channel, dedupe_key, state, envelope, run_id, queue, received_at)
       VALUES (?, ?, ?, 'received', ?, ?, ?, ?)
       ON CONFLICT (channel, dedupe_key) DO NOTHING RETURNING *`,
    )
    .get(
      id,
      envelope.channel,
      dedupeKey,
      JSON.stringify(input.errand ? { ...envelope, errand: input.errand } : envelope),
      input.runId ?? id,
      input.queue ?? null,
      now,
    );
}

export function findInbox(sql: Sql, channel: string, dedupeKey: string): InboxRecord | undefined {
  return sql
    .statement<[string, string], InboxRecord>(
      'SELECT * FROM inbox WHERE channel = ? AND dedupe_key = ?',
    )
    .get(channel, dedupeKey);
}

/** The message is not answered; the reason stays with it. */
export function ignoreInbox(sql: Sql, id: string, reason: string): void {
  sql
    .statement<[string, string]>("UPDATE inbox SET state = 'ignored', reason = ? WHERE id = ?")
    .run(reason, id);
}

/** The message was dealt with without a turn: a command. */
export function settleInbox(sql: Sql, id: string, sessionId: string): void {
  sql
    .statement<[string, string]>("UPDATE inbox SET state = 'done', session_id = ? WHERE id = ?")
    .run(sessionId, id);
}

/**
 * Keeps who wrote, as far as they are known, and who answers and why, so that it can be told later
 * what the config said then.
 */
export function keepRoute(sql: Sql, id: string, route: unknown, personId: string | null): string {
  const text = JSON.stringify(route);
  sql
    .statement<[string, string | null, string]>(
      'UPDATE inbox SET route = ?, person_id = ? WHERE id = ?',
    )
    .run(text, personId, id);
  return text;
}

/** Says who wrote a message. */
export function noteWriter(sql: Sql, id: string, personId: string | null): void {
  sql
    .statement<[string | null, string]>('UPDATE inbox SET person_id = ? WHERE id = ?')
    .run(personId, id);
}

/** Who wrote a message of a turn; null when that is not known, or not any more. */
export function findWriter(
  sql: Sql,
  { turnId, runId }: { readonly turnId: string; readonly runId: string },
): string | null {
  return (
    sql
      .statement<[string, string], { person_id: string | null }>(
        'SELECT person_id FROM inbox WHERE turn_id = ? AND run_id = ?',
      )
      .get(turnId, runId)?.person_id ?? null
  );
}

/** How many results of sub-agents have led to a turn since a person wrote. */
export function countRounds(sql: Sql, turnId: string): number {
  return (
    sql
      .statement<[string], { rounds: number | null }>(
        "SELECT max(envelope ->> '$.errand.rounds') AS rounds FROM inbox WHERE turn_id = ?",
      )
      .get(turnId)?.rounds ?? 0
  );
}

/** Who wrote a message that a turn answers, and where. */
export interface Writer {
  readonly personId: string | null;
  readonly chatKind: ChatRef['kind'];
}

/** Everybody whose messages a turn answers. */
export function listWriters(sql: Sql, turnId: string): Writer[] {
  return sql
    .statement<[string], Writer>(
      `SELECT person_id AS personId, envelope ->> '$.chat.kind' AS chatKind FROM inbox
       WHERE turn_id = ?`,
    )
    .all(turnId);
}

/** The message waits behind a running turn of its conversation. */
export function queueInbox(sql: Sql, id: string, sessionId: string): void {
  sql
    .statement<[string, string]>("UPDATE inbox SET state = 'queued', session_id = ? WHERE id = ?")
    .run(sessionId, id);
}

/** The message belongs to this turn and its conversation now, and to no other. */
export function giveToTurn(
  sql: Sql,
  id: string,
  turn: { readonly id: string; readonly session_id: string },
): void {
  sql
    .statement<[string, string, string]>(
      "UPDATE inbox SET state = 'in-turn', turn_id = ?, session_id = ? WHERE id = ?",
    )
    .run(turn.id, turn.session_id, id);
}

/** All messages of a turn are answered, or its failure was said. Returns the runs they belong to. */
export function finishInboxOfTurn(sql: Sql, turnId: string): string[] {
  return sql
    .statement<[string], { run_id: string }>(
      "UPDATE inbox SET state = 'done' WHERE turn_id = ? AND state = 'in-turn' RETURNING run_id",
    )
    .all(turnId)
    .map((row) => row.run_id);
}

export function listQueued(sql: Sql, sessionId: string): InboxRecord[] {
  return sql
    .statement<[string], InboxRecord>(
      "SELECT * FROM inbox WHERE session_id = +? AND state = 'queued' ORDER BY id",
    )
    .all(sessionId);
}

/** The envelope of a stored message; it was validated when it came in. */
export function readEnvelope(record: InboxRecord): StoredEnvelope {
  return JSON.parse(record.envelope) as StoredEnvelope;
}
