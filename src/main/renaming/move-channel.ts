import { formatSessionKey, parseSessionKey } from '../router/session-key.ts';
import type { Sql } from '../storage/database.ts';

/** Columns that hold the name of a channel. */
export const channelColumns: readonly (readonly [table: string, column: string])[] = [
  ['identity', 'channel'],
  ['pairing', 'channel'],
  ['session', 'channel'],
  ['inbox', 'channel'],
  ['turn', 'channel'],
  ['outbox', 'channel'],
  ['approval', 'channel'],
  ['approval', 'asked_channel'],
  ['approval_rule', 'channel'],
  ['schedule', 'ruled_by'],
  ['schedule_run', 'channel'],
  ['usage', 'channel'],
];

/** Columns that hold the key of a conversation, and what stands before it there. */
const keyColumns: readonly (readonly [table: string, column: string, before: string])[] = [
  ['session', 'key', ''],
  ['approval', 'session_key', ''],
  ['schedule_run', 'session_key', ''],
  ['note', 'about', 'chat:'],
];

/** Fields of JSON that hold the name of a channel; in tables that grow with every message. */
const nameFields: readonly (readonly [table: string, column: string, field: string])[] = [
  ['inbox', 'envelope', 'channel'],
  ['inbox', 'envelope', 'errand.ruledBy'],
  ['turn', 'reply_to', 'channel'],
  ['turn', 'reply_to', 'ruledBy'],
];

/** Small tables whose JSON names channels and conversations. */
const jsonColumns: readonly (readonly [table: string, column: string, key: string])[] = [
  ['schedule', 'target', 'id'],
  ['hand_back', 'asker', 'session_id'],
];

/**
 * Gives everything that is stored of a channel to another name, in the caller's transaction. Undone by
 * the same call the other way round, as long as nothing was there under the new name. What happened is
 * left as it was told then: traces, how a message was routed, the log.
 * @returns how many conversations moved
 */
export function moveChannel(sql: Sql, from: string, to: string): number {
  for (const column of keyColumns) moveKeys(sql, column, from, to);
  for (const [table, column, field] of nameFields)
    sql
      .statement<[string, string, string, string, string]>(
        `UPDATE ${table} SET ${column} = json_set(${column}, ?, ?)
         WHERE instr(${column}, ?) > 0 AND ${column} ->> ? = ?`,
      )
      .run(`$.${field}`, to, JSON.stringify(from), `$.${field}`, from);
  for (const column of jsonColumns) moveJson(sql, column, from, to);
  const moved = countRows(sql, 'session', 'channel', from);
  for (const [table, column] of channelColumns)
    sql
      .statement<[string, string]>(`UPDATE ${table} SET ${column} = ? WHERE ${column} = ?`)
      .run(to, from);
  return moved;
}

/** What was said under the old name before the configuration had the new one: nobody else would send it. */
export function moveUnsent(sql: Sql, from: string, to: string): void {
  sql
    .statement<[string, string]>(
      "UPDATE outbox SET channel = ? WHERE channel = ? AND state <> 'sent'",
    )
    .run(to, from);
}

/** Whether anything is stored of a channel with this name, be it one that is gone. */
export function hasChannelData(sql: Sql, channel: string): boolean {
  return channelColumns.some(
    ([table, column]) =>
      sql
        .statement<[string], { n: number }>(
          `SELECT 1 AS n FROM ${table} WHERE ${column} = ? LIMIT 1`,
        )
        .get(channel) !== undefined,
  );
}

/** Turns that are going on and were asked for, or will be answered, on the channel. */
export function countAnswering(sql: Sql, channel: string): number {
  return (
    sql
      .statement<[string, string, string], { n: number }>(
        `SELECT count(*) AS n FROM turn
         WHERE state = 'running' AND (channel = ? OR reply_to ->> '$.channel' = ? OR reply_to ->> '$.ruledBy' = ?)`,
      )
      .get(channel, channel, channel)?.n ?? 0
  );
}

/**
 * The key of a conversation of a channel under the channel's new name; any other key as it is. A peer
 * that was too long for a key stands there as a digest, which stays.
 */
export function renameChannelInKey(key: string, from: string, to: string): string {
  const name = parseSessionKey(key);
  if (name?.kind === 'chat')
    return name.channel === from ? formatSessionKey({ ...name, channel: to }) : key;
  if (name?.kind !== 'other') return key;
  const [channel, kind = '', ...rest] = name.rest.split(':');
  const isChat = channel === from && ['direct', 'group', 'channel'].includes(kind);
  if (!isChat || !rest.some((part) => part.startsWith('%~'))) return key;
  return formatSessionKey({ ...name, rest: [to, kind, ...rest].join(':') });
}

function moveKeys(
  sql: Sql,
  [table, column, before]: (typeof keyColumns)[number],
  from: string,
  to: string,
): void {
  const rows = sql
    .statement<[string], { row: number; text: string }>(
      `SELECT rowid AS row, ${column} AS text FROM ${table} WHERE instr(${column}, ?) > 0`,
    )
    .all(`:${from}:`);
  const write = sql.statement<[string, number]>(
    `UPDATE ${table} SET ${column} = ? WHERE rowid = ?`,
  );
  for (const { row, text } of rows) {
    if (!text.startsWith(before)) continue;
    const moved = before + renameChannelInKey(text.slice(before.length), from, to);
    if (moved !== text) write.run(moved, row);
  }
}

function moveJson(
  sql: Sql,
  [table, column, key]: (typeof jsonColumns)[number],
  from: string,
  to: string,
): void {
  const rows = sql
    .statement<[string], { id: string; text: string }>(
      `SELECT ${key} AS id, ${column} AS text FROM ${table} WHERE instr(${column}, ?) > 0`,
    )
    .all(from);
  const write = sql.statement<[string, string]>(
    `UPDATE ${table} SET ${column} = ? WHERE ${key} = ?`,
  );
  for (const { id, text } of rows) {
    const moved = JSON.stringify(JSON.parse(text), (field, value: unknown) => {
      if (typeof value !== 'string') return value;
      if (field === 'sessionKey') return renameChannelInKey(value, from, to);
      return (field === 'channel' || field === 'ruledBy') && value === from ? to : value;
    });
    if (moved !== text) write.run(moved, id);
  }
}

function countRows(sql: Sql, table: string, column: string, value: string): number {
  return (
    sql
      .statement<[string], { n: number }>(`SELECT count(*) AS n FROM ${table} WHERE ${column} = ?`)
      .get(value)?.n ?? 0
  );
}
