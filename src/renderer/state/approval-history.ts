import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ApprovalRow } from '../../shared/protocol/approvals.ts';
import { toClientError, type ClientError } from '../transport/client-error.ts';
import type { AppState } from './app-state.ts';

export interface ApprovalHistoryState {
  /** Closed questions, the newest first; undefined until they were read. */
  readonly rows: readonly ApprovalRow[] | undefined;
  readonly hasMore: boolean;
  readonly error: ClientError | undefined;
}

export interface ApprovalHistory {
  readonly store: StoreApi<ApprovalHistoryState>;
  /** Reads the page after the last row. */
  readonly loadMore: () => Promise<void>;
}

const pageLimit = 50;

/** Questions that are closed, by pages; those that close meanwhile come first. */
export function createApprovalHistory({ client }: Pick<AppState, 'client'>): ApprovalHistory {
  const store = createStore<ApprovalHistoryState>(() => ({
    rows: undefined,
    hasMore: false,
    error: undefined,
  }));
  let reading: Promise<void> | undefined;

  const read = async (before?: string): Promise<void> => {
    try {
      const page = await client.request('approval.history', {
        limit: pageLimit,
        ...(before === undefined ? {} : { before }),
      });
      store.setState(({ rows = [] }) => ({
        rows: before === undefined ? page.approvals : [...rows, ...page.approvals],
        hasMore: page.hasMore,
        error: undefined,
      }));
    } catch (thrown) {
      store.setState({ error: toClientError(thrown) });
    }
  };
  const once = (before?: string): Promise<void> =>
    (reading ??= read(before).finally(() => {
      reading = undefined;
    }));

  void once();
  client.onReady(({ reload }) => {
    const { rows, error } = store.getState();
    if (reload || rows === undefined) void once();
    else if (error) void once(rows.at(-1)?.id);
  });
  client.on('approval.changed', ({ approval }) =>
    store.setState((state) => (approval.state === 'pending' ? state : putInPlace(state, approval))),
  );
  return {
    store,
    async loadMore() {
      const { rows, hasMore } = store.getState();
      const last = rows?.at(-1);
      if (hasMore && last) await once(last.id);
    },
  };
}

/** A question that was just closed, at its place: ids grow with time. */
function putInPlace(state: ApprovalHistoryState, approval: ApprovalRow): ApprovalHistoryState {
  if (!state.rows) return state;
  const others = state.rows.filter(({ id }) => id !== approval.id);
  const rows = [approval, ...others].sort((a, b) => (a.id < b.id ? 1 : -1));
  return { ...state, rows };
}
