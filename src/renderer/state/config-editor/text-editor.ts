import { createStore, type StoreApi } from 'zustand/vanilla';
import { toClientError, type ClientError } from '../../transport/client-error.ts';
import type { Client } from '../../transport/client.ts';
import type { Clock, Timer } from '../../transport/clock.ts';
import type { ConfigText, ConfigTopic } from '../config-draft/config-topic.ts';
import type { DraftKeeper } from './keep-drafts.ts';
import { rebaseConflict, rebaseDraft, type FileConflict, type FileDraft } from './rebase-draft.ts';

/** Something quiet to tell about a file. */
export interface FileNote {
  readonly id: string;
  readonly file: string;
  /** `merged`: what others saved was taken into the unsaved text. */
  readonly kind: 'merged' | 'secret-lost' | 'dropped';
  /** What stood there before, to go back to. */
  readonly before?: FileDraft;
}

export interface TextEditorState {
  /** The files as the gateway has them. */
  readonly text: ConfigText | undefined;
  readonly drafts: Readonly<Record<string, FileDraft>>;
  readonly conflicts: Readonly<Record<string, FileConflict>>;
  readonly notes: readonly FileNote[];
  /** The file that is being saved. */
  readonly saving: string | undefined;
  readonly failure: { readonly file: string; readonly error: ClientError } | undefined;
}

/** What a save came to. */
export type SaveOutcome =
  | {
      readonly kind: 'saved';
      readonly version: number;
      readonly before: number;
      readonly hash: string;
    }
  | { readonly kind: 'nothing' | 'conflict' | 'failed' };

/** Where a secret stands, and where it goes. */
export interface SecretMove {
  readonly path: string;
  readonly to: 'env' | 'store';
  readonly name: string;
}

/** The texts of the configuration while they are edited. */
export interface TextEditor {
  readonly store: StoreApi<TextEditorState>;
  readonly change: (file: string, text: string) => void;
  readonly discard: (file: string) => void;
  /** @param isForced write although most of the file goes */
  readonly save: (file: string, isForced?: boolean) => Promise<SaveOutcome>;
  /** Changes what will be in a file that two people changed. */
  readonly editResult: (file: string, result: string) => void;
  readonly resolve: (file: string, how: 'mine' | 'theirs' | 'result') => void;
  /** Puts a secret of a file in its place; the file is saved along, so that no version holds it. */
  readonly moveSecret: (file: string, secret: SecretMove) => Promise<SaveOutcome>;
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

const mostTries = 5;
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

  const writes = createWrites({ client, config, store, receiveNewest });

  return {
    store,
    ...writes,
    change(file, text) {
      const { drafts, text: known, conflicts } = store.getState();
      if (conflicts[file]) return;
      const base = drafts[file]?.base ?? fileText(known, file) ?? '';
      // Back to where it began, while something else is being saved, is a change of that.
      const isBack = text === base && store.getState().saving !== file;
      const draft = isBack ? undefined : { base, text };
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
        const draft = before && before.text !== base ? { base, text: before.text } : undefined;
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

interface SaveDeps extends Pick<TextEditorDeps, 'client' | 'config'> {
  readonly store: StoreApi<TextEditorState>;
  readonly receiveNewest: () => void;
}

/** Sends the text of a file, if something in it is unsaved. */
type Send = (
  text: ConfigText,
  sent: string | undefined,
) => Promise<{ readonly hash: string; readonly version: number }>;

/** Saves one file at a time. What others saved meanwhile is taken in first, as often as needed. */
function createWrites({
  client,
  config,
  store,
  receiveNewest,
}: SaveDeps): Pick<TextEditor, 'save' | 'moveSecret'> {
  async function sendOnce(file: string, send: Send): Promise<SaveOutcome | 'again'> {
    const { text, drafts } = store.getState();
    if (!text) return { kind: 'nothing' };
    const sent = drafts[file]?.text;
    try {
      const { hash, version } = await send(text, sent);
      // What was typed meanwhile is a change of what was sent.
      const base = sent ?? fileText(text, file) ?? '';
      store.setState(({ drafts: now }) => {
        const typed = now[file]?.text;
        return {
          drafts: withEntry(now, file, typed === undefined ? typed : { base, text: typed }),
        };
      });
      await config.refresh().catch(() => undefined);
      return { kind: 'saved', version, hash, before: text.version };
    } catch (thrown) {
      const error = toClientError(thrown);
      if (error.code !== 'CONFIG_CONFLICT') throw error;
      await config.refresh();
      receiveNewest();
      return store.getState().conflicts[file] ? { kind: 'conflict' } : 'again';
    }
  }

  async function sendUntilDone(file: string, send: Send): Promise<SaveOutcome> {
    if (store.getState().saving !== undefined) return { kind: 'nothing' };
    if (store.getState().conflicts[file]) return { kind: 'conflict' };
    store.setState({ saving: file, failure: undefined });
    try {
      for (let attempt = 0; attempt < mostTries; attempt += 1) {
        const outcome = await sendOnce(file, send);
        if (outcome !== 'again') return outcome;
      }
      return { kind: 'conflict' };
    } catch (thrown) {
      store.setState({ failure: { file, error: toClientError(thrown) } });
      return { kind: 'failed' };
    } finally {
      store.setState({ saving: undefined });
      receiveNewest();
    }
  }

  const part = (text: ConfigText, file: string) => (isRoot(text, file) ? {} : { file });
  return {
    async save(file, isForced = false) {
      if (!store.getState().drafts[file]) return { kind: 'nothing' };
      return sendUntilDone(file, (text, sent) =>
        client.request('config.set', {
          ...{ raw: sent ?? '', baseHash: text.hash, ...part(text, file) },
          ...(isForced ? { force: true } : {}),
        }),
      );
    },
    moveSecret: (file, secret) =>
      sendUntilDone(file, (text, sent) =>
        client.request('config.moveSecret', {
          ...{ ...secret, baseHash: text.hash },
          ...(sent === undefined ? {} : { raw: sent, ...part(text, file) }),
        }),
      ),
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
  { drafts, conflicts, notes }: TextEditorState,
  file: string,
  how: 'mine' | 'theirs' | 'result',
  newKey: () => string,
): Partial<TextEditorState> {
  const conflict = conflicts[file];
  if (!conflict) return {};
  const { theirs, result, text: mine } = conflict;
  const text = { mine, theirs, result }[how];
  const draft = text === theirs ? undefined : { base: theirs, text };
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

function withEntry<T>(
  entries: Readonly<Record<string, T>>,
  key: string,
  value: T | undefined,
): Readonly<Record<string, T>> {
  const others = Object.entries(entries).filter(([each]) => each !== key);
  return Object.fromEntries(value === undefined ? others : [...others, [key, value]]);
}

/** The name of the root: the first file, also while it does not exist. */
export function rootName(text: ConfigText): string {
  return text.files[0]?.path ?? text.path.split(/[\\/]/).at(-1) ?? text.path;
}

function isRoot(text: ConfigText, file: string): boolean {
  return file === rootName(text);
}

/** The text of a file as the gateway has it; undefined when there is none. */
export function fileText(text: ConfigText | undefined, file: string): string | undefined {
  return text?.files.find(({ path }) => path === file)?.raw;
}
