import { z } from 'zod';
import { lazy } from '../../shared/lazy.ts';
import { isDisabled } from '../platform/protections.ts';
import type { Sql } from '../storage/database.ts';

/** What can get another name with all that hangs on it. */
export const renamedKinds = ['agent', 'channel'] as const;
export type RenamedKind = (typeof renamedKinds)[number];

const schema = lazy(() => z.object({ from: z.string(), to: z.string() }));
export type RenameNote = z.output<ReturnType<typeof schema>>;

/** Says that one is being renamed: its data is under the new name already. */
export function keepNote(sql: Sql, kind: RenamedKind, note: RenameNote, now: number): void {
  // A crash test's control run: nobody knows after the crash that a renaming was cut in two.
  if (isDisabled('rename-note')) return;
  sql
    .statement<[string, string, number]>(
      'INSERT INTO kept (key, value, updated_at) VALUES (?, ?, ?)',
    )
    .run(keyOf(kind), JSON.stringify(note), now);
}

export function dropNote(sql: Sql, kind: RenamedKind): void {
  sql.statement<[string]>('DELETE FROM kept WHERE key = ?').run(keyOf(kind));
}

export function readNote(sql: Sql, kind: RenamedKind): RenameNote | undefined {
  const row = sql
    .statement<[string], { value: string }>('SELECT value FROM kept WHERE key = ?')
    .get(keyOf(kind));
  return row && schema().parse(JSON.parse(row.value));
}

const keyOf = (kind: RenamedKind): string => `${kind}-rename`;
