import type { DeliveryJob, OutboxState } from '../../shared/model/delivery.ts';
import { newId } from '../platform/ids.ts';
import type { Sql } from '../storage/database.ts';
import type { ChatButton } from './speak-up.ts';
import type { ReplyTo } from './turn-store.ts';

/** One part of what is to be said on a messenger. The states are in shared/model/delivery. */
export interface OutboxRecord {
  readonly id: string;
  readonly turn_id: string | null;
  readonly session_id: string | null;
  readonly channel: string;
  readonly chat: string;
  readonly chat_key: string;
  readonly thread_id: string | null;
  readonly reply_ref: string | null;
  readonly part: number;
  readonly state: OutboxState;
  readonly text: string;
  /** The messenger's id, once it is known: from then on a send is an edit. */
  readonly external_id: string | null;
  /** The run of the host it was handed to last. */
  readonly host_run: string | null;
  readonly attempt: number;
  readonly failures: number;
  readonly next_at: number;
  readonly is_duplicate: number;
  /** Buttons below it, as JSON. */
  readonly buttons: string | null;
  /** Why the last attempt did not succeed. */
  readonly error: string | null;
  readonly created_at: number;
  readonly updated_at: number;
}

export interface NewPart {
  readonly turnId: string | null;
  readonly sessionId: string | null;
  readonly replyTo: ReplyTo;
  readonly part: number;
  readonly state: 'draft' | 'ready';
  readonly text: string;
  readonly buttons?: readonly ChatButton[] | undefined;
  /** A name by which it is found again. */
  readonly ref?: string | undefined;
}

export function insertPart(sql: Sql, part: NewPart, now: number): OutboxRecord {
  const { replyTo } = part;
  const row = sql
    .statement<unknown[], OutboxRecord>(
      `INSERT INTO outbox (id, turn_id, session_id, channel, chat, chat_key, thread_id, reply_ref, part,
         state, text, next_at, created_at, updated_at, buttons, ref)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *`,
    )
    .get(
      newId(),
      part.turnId,
      part.sessionId,
      replyTo.channel,
      JSON.stringify(replyTo.chat),
      chatKey(replyTo),
      replyTo.threadId ?? null,
      replyTo.replyRef ?? null,
      part.part,
      part.state,
      part.text,
      now,
      now,
      now,
      part.buttons === undefined ? null : JSON.stringify(part.buttons),
      part.ref ?? null,
    );
  if (!row) throw new Error('an insert returned no row');
  return row;
}

/** Parts of one chat are sent one after the other. */
export function chatKey(replyTo: ReplyTo): string {
  return `${replyTo.chat.kind}:${replyTo.chat.id}`;
}

export function getPart(sql: Sql, id: string): OutboxRecord | undefined {
  return sql.statement<[string], OutboxRecord>('SELECT * FROM outbox WHERE id = ?').get(id);
}

/** All parts of what a turn has said, in their order. */
export function listPartsOfTurn(sql: Sql, turnId: string): OutboxRecord[] {
  return sql
    .statement<[string], OutboxRecord>('SELECT * FROM outbox WHERE turn_id = ? ORDER BY part')
    .all(turnId);
}

/** The drafts of a turn, in the order of their parts. */
export function listDrafts(sql: Sql, turnId: string): OutboxRecord[] {
  return sql
    .statement<[string], OutboxRecord>(
      "SELECT * FROM outbox WHERE turn_id = ? AND state = 'draft' ORDER BY part",
    )
    .all(turnId);
}

/** How many parts a turn has already, drafts included: where the next one is numbered. */
export function countParts(sql: Sql, turnId: string): number {
  return (
    sql
      .statement<[string], { n: number }>('SELECT count(*) AS n FROM outbox WHERE turn_id = ?')
      .get(turnId)?.n ?? 0
  );
}

/** The final text of a draft: it is edited into place, or sent when the draft never stood there. */
export function finishDraft(sql: Sql, id: string, text: string, now: number): void {
  sql
    .statement<[string, number, number, string]>(
      "UPDATE outbox SET state = 'ready', text = ?, next_at = ?, updated_at = ? WHERE id = ? AND state = 'draft'",
    )
    .run(text, now, now, id);
}

/**
 * Puts another text into what was said under a name, and takes its buttons away: it is edited where
 * it stands. Undefined when it is not one part, or is on its way, or nobody knows where it stands.
 */
export function rewritePart(
  sql: Sql,
  ref: string,
  change: { readonly text: string; readonly canEdit: (channel: string) => boolean },
  now: number,
): OutboxRecord | undefined {
  const parts = sql
    .statement<[string], OutboxRecord>('SELECT * FROM outbox WHERE ref = ?')
    .all(ref);
  const [part] = parts;
  if (!part || parts.length > 1) return undefined;
  const stands = part.state === 'sent' && part.external_id !== null && change.canEdit(part.channel);
  if (!stands && part.state !== 'ready') return undefined;
  return sql
    .statement<[string, number, number, string], OutboxRecord>(
      `UPDATE outbox SET state = 'ready', text = ?, buttons = NULL, failures = 0, next_at = ?,
         updated_at = ? WHERE id = ? RETURNING *`,
    )
    .get(change.text, now, now, part.id);
}

/** The next part of a chat that waits to be sent. */
export function nextReady(sql: Sql, channel: string, key: string): OutboxRecord | undefined {
  return sql
    .statement<[string, string], OutboxRecord>(
      `SELECT * FROM outbox WHERE channel = ? AND chat_key = ? AND state <> 'sent' AND state = 'ready'
       ORDER BY id LIMIT 1`,
    )
    .get(channel, key);
}

/** Chats of a channel with something to send. */
export function listWaitingChats(sql: Sql, channel: string): string[] {
  return sql
    .statement<[string], { chat_key: string }>(
      `SELECT DISTINCT chat_key FROM outbox
       WHERE channel = ? AND state <> 'sent' AND state = 'ready'`,
    )
    .all(channel)
    .map((row) => row.chat_key);
}

/** Written before the request leaves; the attempt tells its outcome from that of an earlier one. */
export function markSending(
  sql: Sql,
  id: string,
  hostRun: string,
  now: number,
): OutboxRecord | undefined {
  return sql
    .statement<[string, number, string], OutboxRecord>(
      `UPDATE outbox SET state = 'sending', attempt = attempt + 1, host_run = ?, updated_at = ?
       WHERE id = ? AND state = 'ready' RETURNING *`,
    )
    .get(hostRun, now, id);
}

/** A draft is about to be shown; like `markSending`, but it stays a draft. */
export function markDraftSending(
  sql: Sql,
  id: string,
  hostRun: string,
  now: number,
): OutboxRecord | undefined {
  return sql
    .statement<[string, number, string], OutboxRecord>(
      `UPDATE outbox SET attempt = attempt + 1, host_run = ?, is_showing = 1, updated_at = ?
       WHERE id = ? AND state = 'draft' RETURNING *`,
    )
    .get(hostRun, now, id);
}

export interface PartChange {
  readonly state: OutboxState;
  readonly externalId?: string | undefined;
  readonly error?: string | undefined;
  readonly nextAt?: number | undefined;
  readonly isDuplicate?: boolean | undefined;
  readonly hasFailed?: boolean | undefined;
}

/** Moves a part to its next state. */
export function movePart(sql: Sql, id: string, change: PartChange, now: number): void {
  sql
    .statement<unknown[]>(
      `UPDATE outbox SET state = ?, external_id = coalesce(?, external_id), error = ?,
         next_at = coalesce(?, next_at), is_duplicate = max(is_duplicate, ?), failures = failures + ?, is_showing = 0,
         updated_at = ? WHERE id = ?`,
    )
    .run(
      change.state,
      change.externalId ?? null,
      change.error ?? null,
      change.nextAt ?? null,
      change.isDuplicate ? 1 : 0,
      change.hasFailed ? 1 : 0,
      now,
      id,
    );
}

/** Parts of these channels whose request was on its way, or whose draft was. */
export function listInFlight(sql: Sql, channels: readonly string[]): OutboxRecord[] {
  return sql
    .statement<[string], OutboxRecord>(
      `SELECT * FROM outbox WHERE channel IN (SELECT value FROM json_each(?)) AND state <> 'sent'
         AND (state = 'sending' OR (is_showing = 1 AND state IN ('draft', 'ready')))
       ORDER BY id`,
    )
    .all(JSON.stringify(channels));
}

/** A part as the host of its channel gets it. */
export function toJob(record: OutboxRecord, text = record.text): DeliveryJob {
  return {
    id: record.id,
    attempt: record.attempt,
    channel: record.channel,
    chat: JSON.parse(record.chat) as DeliveryJob['chat'],
    ...(record.thread_id === null ? {} : { threadId: record.thread_id }),
    ...(record.reply_ref === null ? {} : { replyRef: record.reply_ref }),
    text,
    ...(record.external_id === null ? {} : { externalId: record.external_id }),
    isDraft: record.state === 'draft',
    isPossibleDuplicate: record.is_duplicate === 1,
    ...(record.buttons === null || record.state === 'draft'
      ? {}
      : { buttons: JSON.parse(record.buttons) as NonNullable<DeliveryJob['buttons']> }),
  };
}

export interface OutboxCounts {
  readonly waiting: number;
  readonly unknown: number;
  readonly held: number;
  readonly dead: number;
  readonly possibleDuplicates: number;
}

/** What waits and what needs the owner, on one channel or on all. */
export function countOutbox(sql: Sql, channel?: string): OutboxCounts {
  const [where, values] = channel === undefined ? ['', []] : ['AND channel = ?', [channel]];
  const open = sql
    .statement<string[], Omit<OutboxCounts, 'possibleDuplicates'>>(
      `SELECT coalesce(sum(state IN ('draft', 'ready', 'sending')), 0) AS waiting,
         coalesce(sum(state = 'unknown'), 0) AS unknown, coalesce(sum(state = 'held'), 0) AS held,
         coalesce(sum(state = 'dead'), 0) AS dead
       FROM outbox WHERE state <> 'sent' ${where}`,
    )
    .get(...values);
  const marked = sql
    .statement<string[], { n: number }>(
      `SELECT count(*) AS n FROM outbox WHERE is_duplicate = 1 ${where}`,
    )
    .get(...values);
  const none = { waiting: 0, unknown: 0, held: 0, dead: 0 };
  return { ...none, ...open, possibleDuplicates: marked?.n ?? 0 };
}
