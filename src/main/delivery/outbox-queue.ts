import type { Sql } from '../storage/database.ts';
import type { OutboxRecord } from './outbox-record.ts';

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
