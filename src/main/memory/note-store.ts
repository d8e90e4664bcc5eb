import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import { newId } from '../platform/ids.ts';
import type { Sql } from '../storage/database.ts';
import type { NoteSubject } from './memory.ts';

/** A note as it is stored. Times are UTC milliseconds. */
export interface NoteRecord {
  readonly seq: number;
  readonly id: string;
  readonly agent_id: string;
  readonly about: string;
  readonly text: string;
  readonly author: 'agent' | 'person';
  readonly session_id: string | null;
  readonly turn_id: string | null;
  readonly created_at: number;
  readonly updated_at: number;
}

export interface NewNote extends NoteSubject {
  readonly text: string;
  readonly author: NoteRecord['author'];
  readonly sessionId?: string | undefined;
  readonly turnId?: string | undefined;
}

/**
 * Stores a note, or returns the one that says the same already.
 * @throws AppError MEMORY_FULL
 */
export function addNote(sql: Sql, note: NewNote, now: number): NoteRecord {
  const text = note.text.trim();
  const known = listNotes(sql, note).find((one) => isSame(one.text, text));
  if (known) return known;
  if (countNotes(sql, note) >= limits.memory.notes)
    throw new AppError('MEMORY_FULL', { limit: limits.memory.notes });
  const row = sql
    .statement<unknown[], NoteRecord>(
      `INSERT INTO note (id, agent_id, about, text, author, session_id, turn_id, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *`,
    )
    .get(
      newId(),
      note.agentId,
      note.about,
      text,
      note.author,
      note.sessionId ?? null,
      note.turnId ?? null,
      now,
      now,
    );
  if (!row) throw new Error('an insert returned no row');
  return row;
}

function isSame(one: string, other: string): boolean {
  return one.localeCompare(other, undefined, { sensitivity: 'accent' }) === 0;
}

/** Notes about one subject, the oldest first. */
export function listNotes(sql: Sql, { agentId, about }: NoteSubject): NoteRecord[] {
  return sql
    .statement<[string, string], NoteRecord>(
      'SELECT * FROM note WHERE agent_id = ? AND about = ? ORDER BY seq',
    )
    .all(agentId, about);
}

/** The newest notes about one subject, the newest first. */
export function newestNotes(
  sql: Sql,
  { agentId, about }: NoteSubject,
  limit: number,
): NoteRecord[] {
  return sql
    .statement<[string, string, number], NoteRecord>(
      'SELECT * FROM note WHERE agent_id = +? AND about = +? ORDER BY seq DESC LIMIT +?',
    )
    .all(agentId, about, limit);
}

function countNotes(sql: Sql, { agentId, about }: NoteSubject): number {
  return (
    sql
      .statement<[string, string], { n: number }>(
        'SELECT count(*) AS n FROM note WHERE agent_id = ? AND about = ?',
      )
      .get(agentId, about)?.n ?? 0
  );
}

export function getNote(sql: Sql, id: string): NoteRecord | undefined {
  return sql.statement<[string], NoteRecord>('SELECT * FROM note WHERE id = ?').get(id);
}

/** @returns the note as it is now; undefined when there is none */
export function updateNote(
  sql: Sql,
  id: string,
  text: string,
  now: number,
): NoteRecord | undefined {
  return sql
    .statement<[string, number, string], NoteRecord>(
      'UPDATE note SET text = ?, updated_at = ? WHERE id = ? RETURNING *',
    )
    .get(text.trim(), now, id);
}

/** @returns the note that is gone */
export function removeNote(sql: Sql, id: string): NoteRecord | undefined {
  return sql.statement<[string], NoteRecord>('DELETE FROM note WHERE id = ? RETURNING *').get(id);
}

/** Gives the notes about one person to another, when the two turn out to be one. */
export function moveNotes(sql: Sql, fromPerson: string, toPerson: string): void {
  sql
    .statement<[string, string]>('UPDATE note SET about = ? WHERE about = ?')
    .run(`person:${toPerson}`, `person:${fromPerson}`);
}

/** Forgets everything about a person. */
export function forgetPerson(sql: Sql, personId: string): void {
  sql.statement<[string]>('DELETE FROM note WHERE about = ?').run(`person:${personId}`);
}
