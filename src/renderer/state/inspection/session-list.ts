import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SessionRow } from '../../../shared/protocol/sessions.ts';
import { toClientError, type ClientError } from '../../transport/client-error.ts';
import type { AppState } from '../app-state.ts';
import { createWhileShown } from '../while-shown.ts';
import { coalesce } from './coalesce.ts';
import { listParams, type InspectFilters } from './filters.ts';
import { keepNear, replaceRow, type SessionPages } from './session-pages.ts';

export interface SessionListState {
  readonly load: 'idle' | 'loading' | 'ready' | 'failed';
  readonly error: ClientError | undefined;
  readonly filters: InspectFilters;
  /** How many there are. */
  readonly total: number;
  /** Pages that are in memory, by their number. */
  readonly pages: SessionPages;
}

export interface SessionList {
  readonly store: StoreApi<SessionListState>;
  readonly setFilters: (filters: InspectFilters) => void;
  /** Rows that are in sight: their pages are read, and pages far away are let go. */
  readonly show: (first: number, last: number) => void;
  readonly reload: () => void;
  /** It is on the screen from now on; what happened meanwhile is read. The result ends that. */
  readonly look: () => () => void;
  /** A row by its place; undefined while it is being read. */
  readonly rowAt: (index: number) => SessionRow | undefined;
}

export const sessionPage = 100;
/** Changes come in heaps; the places of rows are read anew at most so often. */
const settleMs = 400;

/** Conversations of all channels by filter, read where one looks. */
export function createSessionList({
  client,
  clock,
}: Pick<AppState, 'client' | 'clock'>): SessionList {
  const store = createStore<SessionListState>(() => ({
    load: 'idle',
    error: undefined,
    filters: {},
    total: 0,
    pages: new Map(),
  }));
  let inSight: readonly [number, number] = [0, 0];
  let round = 0;
  const reading = new Set<number>();

  const read = async (page: number): Promise<void> => {
    const own = round;
    reading.add(page);
    const change = await readPage(client, store.getState(), page);
    if (own !== round) return;
    reading.delete(page);
    store.setState((state) => change(state, inSight));
  };
  const readMissing = (): void => {
    const { pages } = store.getState();
    for (let page = inSight[0]; page <= inSight[1]; page += 1)
      if (!pages.has(page) && !reading.has(page)) void read(page);
  };
  const settle = coalesce(clock, settleMs, async () => {
    for (let page = inSight[0]; page <= inSight[1]; page += 1) await read(page);
    // Rows have moved: what was read elsewhere stands in the wrong place.
    const [first, last] = inSight;
    store.setState(({ pages }) => ({
      pages: new Map([...pages].filter(([page]) => page >= first && page <= last)),
    }));
  });
  const restart = (): void => {
    round += 1;
    reading.clear();
    inSight = [0, 0];
    void read(0);
  };

  // Places of rows are of no use to anybody who does not see them.
  const shown = createWhileShown(settle.ask);

  client.onReady(({ reload }) => {
    if (store.getState().load === 'idle') return;
    if (reload || store.getState().load !== 'ready') shown.ask();
    else readMissing();
  });
  client.on('sessions.changed', ({ session }) => {
    if (store.getState().load === 'idle') return;
    if (session) store.setState(({ pages }) => ({ pages: replaceRow(pages, session) }));
    shown.ask();
  });

  return {
    store,
    setFilters(filters) {
      const { load, filters: before } = store.getState();
      if (load !== 'idle' && JSON.stringify(before) === JSON.stringify(filters)) return;
      store.setState({ filters, load: 'loading', pages: new Map(), total: 0, error: undefined });
      restart();
    },
    show(first, last) {
      inSight = [Math.floor(first / sessionPage), Math.floor(last / sessionPage)];
      readMissing();
    },
    reload() {
      store.setState({ load: 'loading', error: undefined });
      restart();
    },
    look: shown.look,
    rowAt: (index) =>
      store.getState().pages.get(Math.floor(index / sessionPage))?.[index % sessionPage],
  };
}

type ListChange = (
  state: SessionListState,
  inSight: readonly [number, number],
) => Partial<SessionListState>;

async function readPage(
  client: AppState['client'],
  { filters }: SessionListState,
  page: number,
): Promise<ListChange> {
  const place = { limit: sessionPage, offset: page * sessionPage };
  try {
    const answer = await client.request('sessions.list', { ...listParams(filters), ...place });
    return ({ pages }, inSight) => ({
      load: 'ready',
      error: undefined,
      total: answer.total,
      pages: keepNear(new Map(pages).set(page, answer.sessions), inSight),
    });
  } catch (thrown) {
    // What is shown stays.
    return ({ load }) => (load === 'ready' ? {} : { load: 'failed', error: toClientError(thrown) });
  }
}
