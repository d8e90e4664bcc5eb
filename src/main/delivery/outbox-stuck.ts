import type { OutboxState } from '../../shared/model/delivery.ts';
import type { Sql } from '../storage/database.ts';
import { notePart, type OutboxRecord } from './outbox-record.ts';

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
