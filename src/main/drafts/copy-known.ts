import { limits } from '../../shared/config/limits.ts';
import { findOwner } from '../sessions/people-store.ts';
import type { Sql } from '../storage/database.ts';

interface Copied {
  readonly table: string;
  readonly where: string;
  readonly values: readonly (string | number)[];
}

/**
 * Gives the database of a test chat what its agent may know: the owner, the newest notes about them,
 * and the stored rules for approvals. Part of the caller's transaction on `to`.
 */
export function copyKnown(from: Sql, to: Sql, agentId: string): void {
  const owner = findOwner(from);
  const copies: Copied[] = [{ table: 'approval_rule', where: 'TRUE', values: [] }];
  if (owner) {
    copies.push({ table: 'person', where: 'id = ?', values: [owner.id] });
    copies.push({
      table: 'note',
      where: 'agent_id = ? AND about = ? ORDER BY seq DESC LIMIT ?',
      values: [agentId, `person:${owner.id}`, limits.drafts.notes],
    });
  }
  for (const copy of copies) copyRows(from, to, copy);
}

function copyRows(from: Sql, to: Sql, { table, where, values }: Copied): void {
  const rows = from
    .statement<unknown[], Record<string, unknown>>(`SELECT * FROM ${table} WHERE ${where}`)
    .all(...values);
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const insert = to.statement<unknown[]>(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  // The oldest first, so that the newest keeps the highest number.
  for (const row of rows.toReversed()) insert.run(...columns.map((column) => row[column]));
}
