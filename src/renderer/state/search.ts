import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ResultOf } from '../../shared/protocol/contract.ts';
import { toClientError, type ClientError } from '../transport/client-error.ts';
import type { Client } from '../transport/client.ts';
import type { Clock, Timer } from '../transport/clock.ts';
import { readHits } from './read-hits.ts';

export type SearchHit = ResultOf<'sessions.search'>['hits'][number];

export interface SearchState {
  readonly query: string;
  /** Undefined while nothing was searched for. */
  readonly hits: readonly SearchHit[] | undefined;
  readonly cursor: string | undefined;
  readonly error: ClientError | undefined;
}

export interface Search {
  readonly store: StoreApi<SearchState>;
  readonly setQuery: (query: string) => void;
  readonly loadMore: () => void;
}

const typingPauseMs = 140;
const hitsLimit = 40;
const nothing: SearchState = { query: '', hits: undefined, cursor: undefined, error: undefined };

/** Search over all messages, a moment after the last key. A newer query ends an older one. */
export function createSearch(client: Pick<Client, 'request'>, clock: Clock): Search {
  const store = createStore<SearchState>(() => nothing);
  let timer: Timer | undefined;
  let running: AbortController | undefined;

  const ask = async (cursor?: string): Promise<void> => {
    running?.abort();
    const own = (running = new AbortController());
    const { query, hits = [] } = store.getState();
    const params = { query: query.trim(), limit: hitsLimit };
    try {
      const asked = cursor === undefined ? params : { ...params, cursor };
      const page = await readHits(client, asked, own.signal);
      if (own.signal.aborted) return;
      const all = cursor === undefined ? page.hits : [...hits, ...page.hits];
      store.setState({ hits: all, cursor: page.cursor, error: undefined });
    } catch (thrown) {
      if (!own.signal.aborted) store.setState({ error: toClientError(thrown) });
    }
  };

  return {
    store,
    setQuery(query) {
      timer?.cancel();
      if (query.trim() === '') {
        running?.abort();
        store.setState({ ...nothing, query });
        return;
      }
      store.setState({ query });
      timer = clock.after(typingPauseMs, () => void ask());
    },
    loadMore() {
      const { cursor } = store.getState();
      if (cursor !== undefined) void ask(cursor);
    },
  };
}
