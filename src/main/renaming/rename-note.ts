import { z } from 'zod';
import { lazy } from '../../shared/lazy.ts';
import type { Sql } from '../storage/database.ts';

const noteKey = 'agent-rename';
const schema = lazy(() => z.object({ from: z.string(), to: z.string() }));
export type RenameNote = z.output<ReturnType<typeof schema>>;

/** Says that an agent is being renamed: its data is under the new key already. */
export function keepNote(sql: Sql, note: RenameNote, now: number): void {
  sql
    .statement<[string, string, number]>(
      'INSERT INTO kept (key, value, updated_at) VALUES (?, ?, ?)',
    )
    .run(noteKey, JSON.stringify(note), now);
}

export function dropNote(sql: Sql): void {
  sql.statement<[string]>('DELETE FROM kept WHERE key = ?').run(noteKey);
}

export function readNote(sql: Sql): RenameNote | undefined {
  const row = sql
    .statement<[string], { value: string }>('SELECT value FROM kept WHERE key = ?')
    .get(noteKey);
  return row && schema().parse(JSON.parse(row.value));
}
