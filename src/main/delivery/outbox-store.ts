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

type NotedPart = Pick<OutboxRecord, 'id' | 'turn_id' | 'session_id' | 'channel' | 'state'>;

function notePart(sql: Sql, part: NotedPart, wasStuck = false): void {
  const { id, turn_id: turnId, session_id: sessionId, channel, state } = part;
  const isStuck = wasStuck || state === 'held' || state === 'dead';
  sql.note('part', { id, turnId, sessionId, channel, state, isStuck });
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

/** What stuck: only its owner can say what is to become of it. */
const stuck = "state IN ('held', 'dead')";

/** Parts that wait for the owner, or are in one state, the newest first. */
export function listOutbox(
  sql: Sql,
  filter: {
    readonly channel?: string | undefined;
    readonly state?: OutboxState | undefined;
    readonly limit: number;
  },
): OutboxRecord[] {
  const conditions: [string, string[]][] = [
    filter.state === undefined ? [stuck, []] : ['state = ?', [filter.state]],
    ...(filter.state === 'sent' ? [] : [["state <> 'sent'", []] as [string, string[]]]),
    ...(filter.channel === undefined
      ? []
      : [['channel = ?', [filter.channel]] as [string, string[]]]),
  ];
  // Else the planner would read everything that was ever sent, for the sake of the order.
  const from = filter.state === 'sent' ? 'outbox' : 'outbox INDEXED BY outbox_open';
  return sql
    .statement<unknown[], OutboxRecord>(
      `SELECT * FROM ${from} WHERE ${conditions.map(([text]) => text).join(' AND ')}
       ORDER BY id DESC LIMIT ?`,
    )
    .all(...conditions.flatMap(([, values]) => values), filter.limit);
}

/**
 * Lets a part that stuck go out once more. One that may have arrived already says so; undefined when
 * it does not stick (any more).
 */
export function releasePart(sql: Sql, id: string, now: number): OutboxRecord | undefined {
  const part = sql
    .statement<[number, number, string], OutboxRecord>(
      `UPDATE outbox SET is_duplicate = max(is_duplicate, state = 'held' AND attempt > 0), state = 'ready',
         failures = 0, next_at = ?, updated_at = ? WHERE id = ? AND ${stuck} RETURNING *`,
    )
    .get(now, now, id);
  if (part) notePart(sql, part, true);
  return part;
}

/** Takes a part that stuck out of the outbox; nobody is sent it. Undefined when it does not stick. */
export function dropPart(sql: Sql, id: string): OutboxRecord | undefined {
  const part = sql
    .statement<[string], OutboxRecord>(`DELETE FROM outbox WHERE id = ? AND ${stuck} RETURNING *`)
    .get(id);
  if (!part) return undefined;
  const { turn_id: turnId, session_id: sessionId, channel } = part;
  sql.note('part', { id, turnId, sessionId, channel, state: 'dropped', isStuck: true });
  return part;
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
