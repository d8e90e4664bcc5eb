import type { Config } from '../../shared/config/schema.ts';
import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { NoteRow, NoteSubjectRow } from '../../shared/protocol/memory.ts';
import type { Clock } from '../platform/clock.ts';
import type { EventSink } from '../platform/connection.ts';
import type { Logger } from '../platform/log.ts';
import { within } from '../platform/within.ts';
import type { ModelRegistry } from '../providers/model-registry-types.ts';
import type { Database, Sql } from '../storage/database.ts';
import { findByMeaning, findByWords, fuse } from './find-notes.ts';
import { createNoteVectors } from './note-vectors.ts';
import {
  addNote,
  getNote,
  newestNotes,
  removeNote,
  updateNote,
  type NewNote,
  type NoteRecord,
} from './note-store.ts';
import type { NoteSubject, Recall } from './memory.ts';
import { listAllNotes, listSubjects, toNoteRow, type NoteFilter } from './present-notes.ts';

export interface MemoryDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly events: EventSink;
  readonly config: () => Pick<Config, 'memory'>;
  readonly models: Pick<ModelRegistry, 'resolve'>;
}

/** Everything that is remembered: what the turn recalls, the tool writes, and the user sees. */
export interface Memory extends Recall {
  /** The notes that fit best; all of them, the newest first, without a text. */
  search(
    subject: NoteSubject,
    text: string,
    limit: number,
    signal: AbortSignal,
  ): Promise<readonly NoteRecord[]>;
  /** Part of the caller's transaction; call the result's `after` when it is on disk. */
  add(sql: Sql, note: NewNote): { readonly note: NoteRecord; readonly after: () => void };
  list(filter: NoteFilter): { readonly notes: NoteRow[]; readonly total: number };
  /** Whom there are notes about, the most first. */
  subjects(): NoteSubjectRow[];
  /** @throws AppError NOTE_UNKNOWN */
  update(id: string, text: string): Promise<NoteRow>;
  remove(id: string): Promise<NoteRow>;
  /** Notes written before an embedding model was set get their places now. */
  configChanged(): void;
  close(): void;
}

/** Makes the memory. Without an embedding model everything is found by words. */
export function createMemory(deps: MemoryDeps): Memory {
  const { db, clock, events, config, log } = deps;
  const ending = new AbortController();
  const vectors = createNoteVectors({
    ...{ db, log },
    models: deps.models,
    model: () => config().memory.embedding,
  });
  const changed = (reason: 'added' | 'updated' | 'removed', note: NoteRecord): void => {
    events.publish('memory.changed', { reason, id: note.id, agentId: note.agent_id });
    if (reason !== 'removed') void vectors.placeMissing(ending.signal);
  };

  async function search(
    subject: NoteSubject,
    text: string,
    limit: number,
    signal: AbortSignal,
  ): Promise<readonly NoteRecord[]> {
    if (text === '') return newestNotes(db, subject, limit);
    const byWords = findByWords(db, subject, text, limit);
    const placed = await placeInTime(text, signal);
    if (!placed) return byWords;
    const byMeaning = findByMeaning(db, subject, placed.model, placed.point, limit);
    return fuse([byWords, byMeaning], limit);
  }

  /** A turn does not wait long for a place in the space of meaning. */
  async function placeInTime(text: string, signal: AbortSignal): ReturnType<typeof vectors.place> {
    if (config().memory.embedding === undefined) return undefined;
    const timeout = new AbortController();
    const both = AbortSignal.any([signal, timeout.signal]);
    try {
      return await within(clock, limits.memory.recallMs, () => vectors.place(text, both));
    } catch {
      signal.throwIfAborted();
      return undefined;
    } finally {
      timeout.abort(new Error('over'));
    }
  }

  function mustHave(note: NoteRecord | undefined, id: string): NoteRecord {
    if (!note) throw new AppError('NOTE_UNKNOWN', { id });
    return note;
  }

  return {
    search,
    async recall(subject, readText, signal) {
      const limit = config().memory.recall;
      const newest = newestNotes(db, subject, limit);
      if (newest.length === 0) return [];
      // Most people have few notes: then the model simply knows all of them.
      const fitting = newest.length < limit ? [] : await search(subject, readText(), limit, signal);
      const notes = new Map([...fitting, ...newest].map((note) => [note.id, note]));
      return [...notes.values()]
        .slice(0, limit)
        .map(({ id, text: said, created_at: createdAt }) => ({ id, text: said, createdAt }));
    },
    add(sql, note) {
      const added = addNote(sql, note, clock.now());
      return { note: added, after: () => changed('added', added) };
    },
    list: (filter) => listAllNotes(db, filter),
    subjects: () => listSubjects(db),
    async update(id, text) {
      const note = await db.commit((sql) => mustHave(updateNote(sql, id, text, clock.now()), id));
      changed('updated', note);
      return toNoteRow(db, note);
    },
    async remove(id) {
      const row = toNoteRow(db, mustHave(getNote(db, id), id));
      const note = await db.commit((sql) => mustHave(removeNote(sql, id), id));
      changed('removed', note);
      return row;
    },
    configChanged: () => void vectors.placeMissing(ending.signal),
    close: () => ending.abort(new Error('closed')),
  };
}
