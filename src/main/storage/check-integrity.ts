import { limits } from '../../shared/config/limits.ts';
import type { Sql } from './database.ts';

/** Reads a whole database through. What SQLite finds wrong with it, in its words; nothing when it is whole. */
export function checkIntegrity(sql: Sql): { readonly faults: readonly string[] } {
  const rows = sql
    .statement<[], { quick_check: string }>(`PRAGMA quick_check(${limits.doctor.faults})`)
    .all();
  return { faults: rows.map((row) => row.quick_check).filter((text) => text !== 'ok') };
}
