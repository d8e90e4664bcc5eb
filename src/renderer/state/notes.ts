import { createStore, type StoreApi } from 'zustand/vanilla';
import type { NoteRow, NoteSubjectRow } from '../../shared/protocol/memory.ts';
import { toClientError, type ClientError } from '../transport/client-error.ts';
import type { Timer } from '../transport/clock.ts';
import type { AppState } from './app-state.ts';
import { createLiveRead, type LiveRead } from './live-read.ts';
import { undoMs } from './session-actions.ts';

/** Which notes are shown; what is absent narrows nothing down. */
export interface NoteFilter {
  readonly agentId?: string | undefined;
  readonly about?: string | undefined;
  readonly query?: string | undefined;
}

export interface NotesState {
  readonly filter: NoteFilter;
  /** The newest first; undefined until they were read. */
  readonly rows: readonly NoteRow[] | undefined;
  readonly total: number;
  readonly error: ClientError | undefined;
  /** About to be forgotten: they can still come back, but are not shown. */
  readonly hiddenIds: ReadonlySet<string>;
}

export interface Notes {
  readonly store: StoreApi<NotesState>;
  readonly subjects: LiveRead<readonly NoteSubjectRow[]>;
  readonly show: (filter: NoteFilter) => void;
  readonly loadMore: () => Promise<void>;
  /** @throws ClientError */
  readonly add: (note: { agentId?: string; about?: string; text: string }) => Promise<void>;
  /** @throws ClientError */
  readonly update: (id: string, text: string) => Promise<void>;
  /** Forgets after a while; until then the result brings it back as it was. */
  readonly remove: (id: string, onFailure: (thrown: unknown) => void) => () => void;
}

const pageLimit = 100;
/** A request holds so many; who has scrolled further reads on. */
const longestPage = 500;
/** Many notes at once, as when people are linked, are one reading. */
const settleMs = 120;

/** What agents remember, by pages. */
export function createNotes({
  client,
  clock,
  deferred,
}: Pick<AppState, 'client' | 'clock' | 'deferred'>): Notes {
  const store = createStore<NotesState>(() => ({
    filter: {},
    rows: undefined,
    total: 0,
    error: undefined,
    hiddenIds: new Set(),
  }));
  const read = createReader(client, store);
  let timer: Timer | undefined;

  const reread = (): Promise<void> =>
    read(0, Math.min(longestPage, Math.max(pageLimit, store.getState().rows?.length ?? 0)));
  const hide = (id: string, isHidden: boolean): void =>
    store.setState(({ hiddenIds }) => {
      const next = new Set(hiddenIds);
      if (isHidden) next.add(id);
      else next.delete(id);
      return { hiddenIds: next };
    });
  const soon = (): void => {
    timer?.cancel();
    timer = clock.after(settleMs, () => void reread());
  };

  void reread();
  client.onReady(({ reload }) => {
    if (reload || store.getState().rows === undefined || store.getState().error) void reread();
  });
  client.on('memory.changed', soon);
  // Names of people stand in the notes, and linking two people moves theirs.
  client.on('people.changed', soon);

  return {
    store,
    subjects: createLiveRead(
      client,
      async () =>
        (await client.request('memory.subjects', {})).subjects as readonly NoteSubjectRow[],
      ['memory.changed', 'people.changed'],
    ),
    show(filter) {
      if (isSame(filter, store.getState().filter)) return;
      store.setState({ filter });
      timer?.cancel();
      timer = clock.after(settleMs, () => void reread());
    },
    async loadMore() {
      const { rows, total } = store.getState();
      if (rows && rows.length < total) await read(rows.length, pageLimit);
    },
    add: async (note) => {
      await client.request('memory.add', note);
    },
    async update(id, text) {
      const { note } = await client.request('memory.update', { id, text });
      store.setState(({ rows }) =>
        rows ? { rows: rows.map((row) => (row.id === id ? note : row)) } : {},
      );
    },
    remove(id, onFailure) {
      hide(id, true);
      const run = async (): Promise<void> => {
        try {
          await client.request('memory.remove', { id });
        } catch (thrown) {
          hide(id, false);
          onFailure(thrown);
        }
      };
      return deferred.add({ subject: `note:${id}`, run, undo: () => hide(id, false) }, undoMs);
    },
  };
}

/** Reads pages of what the filter says; a newer wish ends an older one. */
function createReader(
  client: AppState['client'],
  store: StoreApi<NotesState>,
): (offset: number, limit: number) => Promise<void> {
  let running: AbortController | undefined;
  return async (offset, limit) => {
    running?.abort();
    const own = (running = new AbortController());
    const wish = { ...present(store.getState().filter), offset, limit };
    try {
      const page = await client.request('memory.list', wish, { signal: own.signal });
      if (own.signal.aborted) return;
      store.setState(({ rows = [] }) => ({
        rows: offset === 0 ? page.notes : mergeNotes(rows, page.notes),
        total: page.total,
        error: undefined,
      }));
    } catch (thrown) {
      if (!own.signal.aborted) store.setState({ error: toClientError(thrown) });
    }
  };
}

function present({ agentId, about, query }: NoteFilter): {
  readonly agentId?: string;
  readonly about?: string;
  readonly query?: string;
} {
  return {
    ...(agentId === undefined ? {} : { agentId }),
    ...(about === undefined ? {} : { about }),
    ...(query === undefined ? {} : { query }),
  };
}

function mergeNotes(rows: readonly NoteRow[], more: readonly NoteRow[]): readonly NoteRow[] {
  const known = new Set(rows.map(({ id }) => id));
  return [...rows, ...more.filter(({ id }) => !known.has(id))];
}

function isSame(one: NoteFilter, other: NoteFilter): boolean {
  return one.agentId === other.agentId && one.about === other.about && one.query === other.query;
}
