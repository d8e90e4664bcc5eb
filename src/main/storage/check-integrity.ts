import { limits } from '../../shared/config/limits.ts';
import type { Sql } from './database.ts';

/** Reads a whole database through. What SQLite finds wrong with it, in its words; nothing when it is whole. */
export function checkIntegrity(sql: Sql): { readonly faults: readonly string[] } {
  const rows = sql
    // A number that is bound would be taken for the name of a table.
    .statement<[], { quick_check: string }>(
      `SELECT * FROM pragma_quick_check(${limits.doctor.faults})`,
    )
    .all();
  return { faults: rows.map((row) => row.quick_check).filter((text) => text !== 'ok') };
}
