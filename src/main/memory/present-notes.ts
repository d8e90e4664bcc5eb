import { limits } from '../../shared/config/limits.ts';
import type { NoteRow, NoteSubjectRow } from '../../shared/protocol/memory.ts';
import type { Sql } from '../storage/database.ts';
import { toMatch } from '../sessions/search-words.ts';
import type { NoteRecord } from './note-store.ts';

export interface NoteFilter {
  readonly agentId?: string | undefined;
  /** `person:<id>` or `chat:<session key>`. */
  readonly about?: string | undefined;
  readonly query?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** A page of all notes, the newest first, with the number of all that fit. */
export function listAllNotes(sql: Sql, filter: NoteFilter): { notes: NoteRow[]; total: number } {
  const { where, values } = toCondition(filter);
  const notes = sql
    .statement<unknown[], NoteRecord>(
      `SELECT * FROM note WHERE ${where} ORDER BY seq DESC LIMIT ? OFFSET ?`,
    )
    .all(...values, filter.limit, filter.offset);
  const total = sql
    .statement<unknown[], { n: number }>(`SELECT count(*) AS n FROM note WHERE ${where}`)
    .get(...values);
  return { notes: notes.map((note) => toNoteRow(sql, note)), total: total?.n ?? 0 };
}

function toCondition(filter: NoteFilter): { where: string; values: unknown[] } {
  const parts: [string, unknown][] = [];
  if (filter.agentId !== undefined) parts.push(['agent_id = ?', filter.agentId]);
  if (filter.about !== undefined) parts.push(['about = ?', filter.about]);
  const match = toMatch(filter.query ?? '');
  if (match !== '')
    parts.push(['seq IN (SELECT rowid FROM note_text WHERE note_text MATCH ?)', match]);
  return {
    where: parts.map(([text]) => text).join(' AND ') || 'TRUE',
    values: parts.map(([, value]) => value),
  };
}

/** A stored note as the protocol shows it, with the name of whom it is about. */
export function toNoteRow(sql: Sql, note: NoteRecord): NoteRow {
  const name = nameOf(sql, note.about);
  return {
    id: note.id,
    agentId: note.agent_id,
    about: note.about,
    ...(name === undefined ? {} : { aboutName: name }),
    text: note.text,
    author: note.author,
    ...placeOf(sql, note.session_id),
    createdAt: note.created_at,
    updatedAt: note.updated_at,
  };
}

/** Whom there are notes about, the most first. */
export function listSubjects(sql: Sql): NoteSubjectRow[] {
  const rows = sql
    .statement<[number], { agentId: string; about: string; notes: number }>(
      `SELECT agent_id AS agentId, about, count(*) AS notes FROM note
       GROUP BY agent_id, about ORDER BY notes DESC, about LIMIT ?`,
    )
    .all(limits.memory.subjects);
  return rows.map((row) => {
    const name = nameOf(sql, row.about);
    return name === undefined ? row : { ...row, aboutName: name };
  });
}

/** The conversation a note was written in; its key is gone when the conversation was deleted. */
function placeOf(
  sql: Sql,
  sessionId: string | null,
): { readonly sessionId?: string; readonly sessionKey?: string } {
  if (sessionId === null) return {};
  const found = sql
    .statement<[string], { key: string }>('SELECT key FROM session WHERE id = ?')
    .get(sessionId);
  return found ? { sessionId, sessionKey: found.key } : { sessionId };
}

function nameOf(sql: Sql, about: string): string | undefined {
  const [kind, rest] = [about.slice(0, about.indexOf(':')), about.slice(about.indexOf(':') + 1)];
  const found =
    kind === 'person'
      ? sql.statement<[string], { name: string }>('SELECT name FROM person WHERE id = ?').get(rest)
      : sql
          .statement<[string], { name: string }>(
            'SELECT title AS name FROM session WHERE key = ? AND archived_at IS NULL',
          )
          .get(rest);
  return found?.name === '' ? undefined : found?.name;
}
