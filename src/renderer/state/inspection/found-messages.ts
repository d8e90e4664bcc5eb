import { createStore, type StoreApi } from 'zustand/vanilla';
import { toClientError, type ClientError } from '../../transport/client-error.ts';
import type { Timer } from '../../transport/clock.ts';
import type { AppState } from '../app-state.ts';
import { readHits } from '../read-hits.ts';
import type { SearchHit } from '../search.ts';
import { searchParams, type InspectFilters } from './filters.ts';

export interface FoundMessagesState {
  /** Undefined while nothing was found out yet. */
  readonly hits: readonly SearchHit[] | undefined;
  readonly cursor: string | undefined;
  readonly error: ClientError | undefined;
}

export interface FoundMessages {
  readonly store: StoreApi<FoundMessagesState>;
  /** Searches for `filters.words`, a moment later; newer ones end older ones. */
  readonly look: (filters: InspectFilters) => void;
  readonly loadMore: () => void;
}

const typingPauseMs = 140;
const pageLimit = 50;
/** So many are kept; who has not found it among them asks for something else. */
export const mostHits = 2_000;

/** Messages of all conversations with certain words, the newest first. */
export function createFoundMessages({
  client,
  clock,
}: Pick<AppState, 'client' | 'clock'>): FoundMessages {
  const nothing = { hits: undefined, cursor: undefined, error: undefined };
  const store = createStore<FoundMessagesState>(() => nothing);
  let asked = '';
  let filters: InspectFilters = {};
  let timer: Timer | undefined;
  let running: AbortController | undefined;

  const ask = async (cursor?: string): Promise<void> => {
    const query = filters.words?.trim() ?? '';
    running?.abort();
    if (query === '') return;
    const own = (running = new AbortController());
    const params = { ...searchParams(filters), query, limit: pageLimit };
    try {
      const asked = cursor === undefined ? params : { ...params, cursor };
      const page = await readHits(client, asked, own.signal);
      if (own.signal.aborted) return;
      const before = cursor === undefined ? [] : (store.getState().hits ?? []);
      const hits = [...before, ...page.hits];
      const next = hits.length < mostHits ? page.cursor : undefined;
      store.setState({ hits, cursor: next, error: undefined });
    } catch (thrown) {
      if (!own.signal.aborted) store.setState({ error: toClientError(thrown) });
    } finally {
      if (running === own) running = undefined;
    }
  };

  return {
    store,
    look(next) {
      const params = JSON.stringify([next.words, searchParams(next)]);
      if (params === asked) return;
      asked = params;
      filters = next;
      timer?.cancel();
      timer = clock.after(typingPauseMs, () => {
        store.setState(nothing);
        void ask();
      });
    },
    loadMore() {
      const { cursor } = store.getState();
      if (cursor !== undefined && !running) void ask(cursor);
    },
  };
}
