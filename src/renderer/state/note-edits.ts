import { createStore, type StoreApi } from 'zustand/vanilla';

/** What is being typed about a note. */
export interface NoteEdit {
  /** What the note said when it was opened. */
  readonly base: string;
  readonly text: string;
}

/** A note that is being written by hand; empty texts are the defaults. */
export interface NewNote {
  readonly text: string;
  readonly agentId: string;
  readonly about: string;
}

export interface NoteEditsState {
  /** By id of the note, the one that was typed in last at the end. */
  readonly edits: ReadonlyMap<string, NoteEdit>;
  readonly added: NewNote | undefined;
}

/** What was typed and not saved: neither scrolling nor a look at another page loses a word. */
export interface NoteEdits {
  readonly store: StoreApi<NoteEditsState>;
  readonly type: (id: string, edit: NoteEdit) => void;
  readonly close: (id: string) => void;
  readonly write: (note: NewNote | undefined) => void;
}

/** More open notes than these are closed again, the oldest first, those without a change before others. */
export const openEdits = 30;

/** Keeps unsaved texts of the page of memory until the browser's tab is closed. */
export function createNoteEdits(): NoteEdits {
  const store = createStore<NoteEditsState>(() => ({ edits: new Map(), added: undefined }));
  const change = (make: (edits: Map<string, NoteEdit>) => void): void =>
    store.setState(({ edits }) => {
      const next = new Map(edits);
      make(next);
      return { edits: next };
    });
  return {
    store,
    type: (id, edit) =>
      change((edits) => {
        edits.delete(id);
        edits.set(id, edit);
        if (edits.size > openEdits) edits.delete(dispensable(edits));
      }),
    close: (id) => change((edits) => void edits.delete(id)),
    write: (added) => store.setState({ added }),
  };
}

/** Whether closing the tab would lose a text. */
export function hasUnsavedNotes({ edits, added }: NoteEditsState): boolean {
  return (added?.text ?? '') !== '' || [...edits.values()].some(({ base, text }) => base !== text);
}

function dispensable(edits: ReadonlyMap<string, NoteEdit>): string {
  const ids = [...edits.keys()].slice(0, -1);
  return ids.find((id) => edits.get(id)?.text === edits.get(id)?.base) ?? ids[0] ?? '';
}
