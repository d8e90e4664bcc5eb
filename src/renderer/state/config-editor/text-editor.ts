import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../transport/client.ts';
import type { Clock, Timer } from '../../transport/clock.ts';
import type { ConfigText, ConfigTopic } from '../config-draft/config-topic.ts';
import type { DraftKeeper } from './keep-drafts.ts';
import type { FileNote, TextEditorState } from './editor-state.ts';
import { fileText, withEntry } from './file-texts.ts';
import { rebaseConflict, rebaseDraft, type FileDraft } from './rebase-draft.ts';
import { createTextWrites, type TextWrites } from './save-texts.ts';

/** The texts of the configuration while they are edited. */
export interface TextEditor extends TextWrites {
  readonly store: StoreApi<TextEditorState>;
  readonly change: (file: string, text: string) => void;
  readonly discard: (file: string) => void;
  /** Changes what will be in a file that two people changed. */
  readonly editResult: (file: string, result: string) => void;
  readonly resolve: (file: string, how: 'mine' | 'theirs' | 'result') => void;
  /** Goes back to what stood there before, and forgets the note. */
  readonly undo: (note: FileNote) => void;
  readonly dismiss: (id: string) => void;
}

export interface TextEditorDeps {
  readonly client: Pick<Client, 'request'>;
  readonly clock: Clock;
  readonly config: ConfigTopic;
  readonly keeper: DraftKeeper;
  readonly newKey: () => string;
}

const keepAfterMs = 250;
const mostNotes = 5;

/**
 * Holds unsaved text by file. Whenever the files change under it, by whomever, the text is brought
 * onto the new one: at once where different lines were changed, else by asking.
 */
export function createTextEditor(deps: TextEditorDeps): TextEditor {
  const { client, config, newKey } = deps;
  const kept = deps.keeper.read();
  const store = createStore<TextEditorState>(() => ({
    text: undefined,
    drafts: kept,
    conflicts: {},
    notes: Object.entries(kept)
      .filter(([, { hasLostSecret }]) => hasLostSecret)
      .map(([file]) => ({ id: newKey(), file, kind: 'secret-lost' })),
    saving: undefined,
    failure: undefined,
  }));
  keepWhenQuiet(deps, store);

  /** Brings everything onto the texts of the gateway. */
  function receiveNewest(): void {
    const { text } = config.store.getState();
    if (!text || text === store.getState().text) return;
    store.setState((state) => receiveText(state, text, newKey));
  }
  config.store.subscribe(() => {
    // While a save is under way its answer decides what the texts mean.
    if (store.getState().saving === undefined) receiveNewest();
  });
  receiveNewest();

  const writes = createTextWrites({ client, config, store, receiveNewest });

  return {
    store,
    ...writes,
    change(file, text) {
      const { drafts, text: known, conflicts } = store.getState();
      if (conflicts[file]) return;
      const base = drafts[file]?.base ?? fileText(known, file) ?? '';
      // Back to where it began, while something else is being saved, is a change of that.
      const isBack = text === base && store.getState().saving !== file;
      const secretsBase = drafts[file]?.secretsBase ?? known?.hash;
      const draft = isBack ? undefined : { base, text, secretsBase };
      store.setState({ drafts: withEntry(drafts, file, draft) });
    },
    discard(file) {
      const before = store.getState().drafts[file];
      store.setState((state) => ({
        drafts: withEntry(state.drafts, file, undefined),
        conflicts: withEntry(state.conflicts, file, undefined),
        failure: undefined,
        notes: addNote(state.notes, {
          id: newKey(),
          file,
          kind: 'dropped',
          ...(before && { before }),
        }),
      }));
    },
    editResult: (file, result) =>
      store.setState(({ conflicts }) => {
        const conflict = conflicts[file];
        return conflict ? { conflicts: withEntry(conflicts, file, { ...conflict, result }) } : {};
      }),
    resolve: (file, how) => store.setState((state) => resolveConflict(state, file, how, newKey)),
    undo({ id, file, before }) {
      store.setState(({ drafts, notes, text }) => {
        const base = fileText(text, file) ?? before?.base ?? '';
        const draft = before && before.text !== base ? { ...before, base } : undefined;
        return {
          drafts: withEntry(drafts, file, draft),
          notes: notes.filter((note) => note.id !== id),
        };
      });
    },
    dismiss: (id) =>
      store.setState(({ notes }) => ({ notes: notes.filter((note) => note.id !== id) })),
  };
}

/** Text is kept for the tab a moment after the last key. */
function keepWhenQuiet(
  { clock, keeper }: Pick<TextEditorDeps, 'clock' | 'keeper'>,
  store: StoreApi<TextEditorState>,
): void {
  let timer: Timer | undefined;
  store.subscribe(({ drafts }, before) => {
    if (drafts === before.drafts) return;
    timer?.cancel();
    timer = clock.after(keepAfterMs, () => keeper.write(store.getState().drafts));
  });
}

function receiveText(
  state: TextEditorState,
  text: ConfigText,
  newKey: () => string,
): Partial<TextEditorState> {
  let { drafts, conflicts, notes } = state;
  for (const [file, draft] of Object.entries(drafts)) {
    const theirs = fileText(text, file);
    // A file that does not exist (yet, or any more) is nobody else's.
    if (theirs === undefined) continue;
    const conflict = conflicts[file];
    if (conflict?.theirs === theirs) continue;
    const rebased = conflict ? rebaseConflict(conflict, theirs) : rebaseDraft(draft, theirs);
    drafts = withEntry(drafts, file, draftOf(rebased, draft));
    conflicts = withEntry(
      conflicts,
      file,
      rebased.kind === 'conflict' ? rebased.conflict : undefined,
    );
    if (rebased.kind === 'merged') {
      notes = addNote(notes, { id: newKey(), file, kind: 'merged', before: draft });
    }
  }
  return { text, drafts, conflicts, notes };
}

function draftOf(rebased: ReturnType<typeof rebaseDraft>, mine: FileDraft): FileDraft | undefined {
  switch (rebased.kind) {
    case 'done':
      return undefined;
    case 'same':
    case 'merged':
      return rebased.draft;
    case 'conflict':
      return mine;
  }
}

function resolveConflict(
  { drafts, conflicts, notes, text: known }: TextEditorState,
  file: string,
  how: 'mine' | 'theirs' | 'result',
  newKey: () => string,
): Partial<TextEditorState> {
  const conflict = conflicts[file];
  if (!conflict) return {};
  const { theirs, result, text: mine } = conflict;
  const text = { mine, theirs, result }[how];
  const draft = text === theirs ? undefined : { base: theirs, text, secretsBase: known?.hash };
  const before = { base: theirs, text: mine };
  return {
    drafts: withEntry(drafts, file, draft),
    conflicts: withEntry(conflicts, file, undefined),
    notes:
      how === 'theirs' ? addNote(notes, { id: newKey(), file, kind: 'dropped', before }) : notes,
  };
}

/** One note of a kind for a file: the newest says it. */
function addNote(notes: readonly FileNote[], note: FileNote): readonly FileNote[] {
  const others = notes.filter(({ file, kind }) => file !== note.file || kind !== note.kind);
  return [...others, note].slice(-mostNotes);
}
