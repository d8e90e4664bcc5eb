import { limits } from '../../shared/config/limits.ts';
import type { Sql } from '../storage/database.ts';
import type { NoteSubject } from './memory.ts';
import type { NoteRecord } from './note-store.ts';

/** Notes that share words with a text, the best first. */
export function findByWords(
  sql: Sql,
  { agentId, about }: NoteSubject,
  text: string,
  limit: number,
): NoteRecord[] {
  const match = toMatch(text);
  if (match === '') return [];
  return sql
    .statement<[string, string, string, number], NoteRecord>(
      `SELECT note.* FROM note_text JOIN note ON note.seq = note_text.rowid
       WHERE note_text MATCH ? AND note.agent_id = ? AND note.about = ?
       ORDER BY bm25(note_text) LIMIT ?`,
    )
    .all(match, agentId, about, limit);
}

/** Any of the words may occur. */
function toMatch(text: string): string {
  const words = new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  return [...words]
    .filter((word) => word.length > 2)
    .slice(0, limits.search.words)
    .map(toPrefix)
    .join(' OR ');
}

/** The end of a word is left open: "Hunde" finds "Hund", and "allergies" finds "allergy". */
function toPrefix(word: string): string {
  if (word.length < 4) return `"${word}"`;
  return `"${word.slice(0, word.length > 6 ? -3 : -1)}"*`;
}

interface VectorRow extends NoteRecord {
  readonly vector: Buffer;
}

/** Notes whose meaning is near a point, the nearest first; only those this model has placed. */
export function findByMeaning(
  sql: Sql,
  { agentId, about }: NoteSubject,
  model: string,
  point: Float32Array,
  limit: number,
): NoteRecord[] {
  const rows = sql
    .statement<[string, string, string], VectorRow>(
      `SELECT note.*, note_vector.vector FROM note JOIN note_vector ON note_vector.seq = note.seq
       WHERE note.agent_id = ? AND note.about = ? AND note_vector.model = ?`,
    )
    .all(agentId, about, model);
  return rows
    .map((row) => ({ row, nearness: cosine(point, toVector(row.vector)) }))
    .filter(({ nearness }) => nearness > 0)
    .sort((a, b) => b.nearness - a.nearness)
    .slice(0, limit)
    .map(({ row: { vector: _, ...note } }) => note);
}

function toVector(bytes: Buffer): Float32Array {
  // A copy: the bytes of a row need not begin at a multiple of four.
  return new Float32Array(new Uint8Array(bytes).buffer);
}

function cosine(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return 0;
  let dot = 0;
  let sizeA = 0;
  let sizeB = 0;
  for (let index = 0; index < a.length; index += 1) {
    const x = a[index] ?? 0;
    const y = b[index] ?? 0;
    dot += x * y;
    sizeA += x * x;
    sizeB += y * y;
  }
  return sizeA === 0 || sizeB === 0 ? 0 : dot / Math.sqrt(sizeA * sizeB);
}

/**
 * Joins rankings: a note that stands high in one of them, or in the middle of both, comes first.
 * The constant is the usual one of reciprocal rank fusion.
 */
export function fuse(rankings: readonly (readonly NoteRecord[])[], limit: number): NoteRecord[] {
  const scores = new Map<string, { note: NoteRecord; score: number }>();
  for (const ranking of rankings) {
    for (const [place, note] of ranking.entries()) {
      const known = scores.get(note.id) ?? { note, score: 0 };
      known.score += 1 / (60 + place);
      scores.set(note.id, known);
    }
  }
  return [...scores.values()]
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ note }) => note);
}
