import type { Note } from './database.ts';

/** What the jobs of the open transaction have noted. */
export interface NoteBook {
  readonly count: number;
  add(note: Note): void;
  /** Takes back all but the first ones: their job was undone. */
  forget(keep: number): void;
  /** They are on disk: tells them to whoever watches. */
  tell(): void;
  watch(listener: (notes: readonly Note[]) => void): void;
}

/** Makes a book that stays empty while nobody watches. */
export function createNoteBook(): NoteBook {
  let notes: Note[] = [];
  let listener: ((notes: readonly Note[]) => void) | undefined;
  return {
    get count() {
      return notes.length;
    },
    add(note) {
      if (listener) notes.push(note);
    },
    forget(keep) {
      notes.length = Math.min(notes.length, keep);
    },
    tell() {
      if (notes.length === 0) return;
      const told = notes;
      notes = [];
      listener?.(told);
    },
    watch(next) {
      listener = next;
    },
  };
}
