import { formatSessionKey } from '../router/session-key.ts';
import type { Sql } from '../storage/database.ts';

/** Columns that hold the key of an agent. */
export const agentColumns: readonly (readonly [table: string, column: string])[] = [
  ['session', 'agent_id'],
  ['turn', 'agent_id'],
  ['approval', 'agent_id'],
  ['approval_rule', 'agent_id'],
  ['schedule', 'agent_id'],
  ['note', 'agent_id'],
  ['usage', 'agent_id'],
];

/** Columns that hold the key of a conversation, and what stands before it there. */
export const sessionKeyColumns: readonly (readonly [
  table: string,
  column: string,
  before: string,
])[] = [
  ['session', 'key', ''],
  ['approval', 'session_key', ''],
  ['schedule_run', 'session_key', ''],
  ['note', 'about', 'chat:'],
];

/** Columns that hold JSON in which conversations are named, and which rows are still to be read. */
export const jsonColumns: readonly (readonly [table: string, column: string, where: string])[] = [
  ['schedule', 'target', 'TRUE'],
  ['hand_back', 'asker', 'TRUE'],
  ['inbox', 'envelope', "state IN ('received', 'queued', 'in-turn')"],
];

/**
 * Gives everything that is stored of an agent to another key, in the caller's transaction. Undone by the
 * same call the other way round, as long as nothing was there under the new key.
 * @returns how many conversations moved
 */
export function moveAgent(sql: Sql, from: string, to: string): number {
  const [before, after] = [prefixOf(from), prefixOf(to)];
  for (const [table, column, mark] of sessionKeyColumns) {
    const [old, fresh] = [mark + before, mark + after];
    sql
      .statement<[string, number, number, string]>(
        `UPDATE ${table} SET ${column} = ? || substr(${column}, ?) WHERE substr(${column}, 1, ?) = ?`,
      )
      .run(fresh, old.length + 1, old.length, old);
  }
  for (const [table, column, where] of jsonColumns)
    sql
      .statement<[string, string, string]>(
        `UPDATE ${table} SET ${column} = replace(${column}, ?, ?) WHERE ${where} AND instr(${column}, ?) > 0`,
      )
      .run(`"${before}`, `"${after}`, `"${before}`);
  sql
    .statement<[string, string]>('UPDATE schedule SET key = ? WHERE key = ?')
    .run(`heartbeat:${to}`, `heartbeat:${from}`);
  const moved = countSessions(sql, from);
  for (const [table, column] of agentColumns)
    sql
      .statement<[string, string]>(`UPDATE ${table} SET ${column} = ? WHERE ${column} = ?`)
      .run(to, from);
  return moved;
}

/** Whether anything is stored of an agent with this key, be it one that is gone. */
export function hasData(sql: Sql, agentId: string): boolean {
  return agentColumns.some(
    ([table, column]) =>
      sql
        .statement<[string], { n: number }>(
          `SELECT 1 AS n FROM ${table} WHERE ${column} = ? LIMIT 1`,
        )
        .get(agentId) !== undefined,
  );
}

/** Conversations in which the agent is answering. */
export function countRunning(sql: Sql, agentId: string): number {
  return (
    sql
      .statement<[string], { n: number }>(
        "SELECT count(*) AS n FROM turn WHERE state = 'running' AND agent_id = ?",
      )
      .get(agentId)?.n ?? 0
  );
}

function countSessions(sql: Sql, agentId: string): number {
  return (
    sql
      .statement<[string], { n: number }>('SELECT count(*) AS n FROM session WHERE agent_id = ?')
      .get(agentId)?.n ?? 0
  );
}

function prefixOf(agentId: string): string {
  return formatSessionKey({ kind: 'other', agentId, rest: '' });
}
