import type { OutboxState } from '../../shared/model/delivery.ts';
import { newId } from '../platform/ids.ts';
import type { Sql } from '../storage/database.ts';
import { chatKey, notePart, type NotedPart, type OutboxRecord } from './outbox-record.ts';
import type { ChatButton } from './speak-up.ts';
import type { ReplyTo } from './turn-store.ts';

export interface NewPart {
  readonly turnId: string | null;
  readonly sessionId: string | null;
  readonly replyTo: ReplyTo;
  readonly part: number;
  readonly state: 'draft' | 'ready' | 'held';
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
  notePart(sql, row);
  return row;
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
  const part = sql
    .statement<[string, number, number, string], NotedPart>(
      "UPDATE outbox SET state = 'ready', text = ?, next_at = ?, updated_at = ? WHERE id = ? AND state = 'draft' RETURNING id, turn_id, session_id, channel, state",
    )
    .get(text, now, now, id);
  if (part) notePart(sql, part);
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

/** Written before the request leaves; the attempt tells its outcome from that of an earlier one. */
export function markSending(
  sql: Sql,
  id: string,
  hostRun: string,
  now: number,
): OutboxRecord | undefined {
  const part = sql
    .statement<[string, number, string], OutboxRecord>(
      `UPDATE outbox SET state = 'sending', attempt = attempt + 1, host_run = ?, updated_at = ?
       WHERE id = ? AND state = 'ready' RETURNING *`,
    )
    .get(hostRun, now, id);
  if (part) notePart(sql, part);
  return part;
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
  const part = sql
    .statement<unknown[], NotedPart>(
      `UPDATE outbox SET state = ?, external_id = coalesce(?, external_id), error = ?,
         next_at = coalesce(?, next_at), is_duplicate = max(is_duplicate, ?), failures = failures + ?, is_showing = 0,
         updated_at = ? WHERE id = ? RETURNING id, turn_id, session_id, channel, state`,
    )
    .get(
      change.state,
      change.externalId ?? null,
      change.error ?? null,
      change.nextAt ?? null,
      change.isDuplicate ? 1 : 0,
      change.hasFailed ? 1 : 0,
      now,
      id,
    );
  if (part) notePart(sql, part);
}
