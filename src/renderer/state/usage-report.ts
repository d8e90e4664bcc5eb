import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ParamsOf, ResultOf } from '../../shared/protocol/contract.ts';
import { toClientError, type ClientError } from '../transport/client-error.ts';
import type { AppState } from './app-state.ts';

export type UsageReport = ResultOf<'usage.report'>;

/** What is asked: days, and by what it is summed up. */
export type UsageQuery = Pick<ParamsOf<'usage.report'>, 'from' | 'to' | 'days'> & {
  readonly groupBy: 'day' | 'agent' | 'channel' | 'person' | 'model';
};

export interface UsageState {
  /** Summed up as asked; that of the question before stays until the answer is there. */
  readonly report: UsageReport | undefined;
  /** The same period by day, for the chart. */
  readonly days: UsageReport | undefined;
  readonly isReading: boolean;
  readonly error: ClientError | undefined;
}

export interface Usage {
  readonly store: StoreApi<UsageState>;
  /** Asks for a period and follows it. The result ends following. */
  readonly look: (query: UsageQuery) => () => void;
}

/** What was used. The topic of the page of usage. */
export function createUsage({ client }: Pick<AppState, 'client'>): Usage {
  const store = createStore<UsageState>(() => ({
    report: undefined,
    days: undefined,
    isReading: false,
    error: undefined,
  }));
  let asked: UsageQuery | undefined;
  let round = 0;
  let isBusy = false;
  let isStale = false;

  const read = async (query: UsageQuery): Promise<void> => {
    const ownRound = ++round;
    const { groupBy, ...period } = query;
    isBusy = true;
    store.setState({ isReading: true });
    try {
      const [report, days] = await Promise.all([
        client.request('usage.report', { ...period, groupBy: [groupBy] }),
        client.request('usage.report', { ...period, groupBy: ['day'] }),
      ]);
      if (ownRound === round) store.setState({ report, days, error: undefined });
    } catch (thrown) {
      if (ownRound === round) store.setState({ error: toClientError(thrown) });
    }
    if (ownRound !== round) return;
    isBusy = false;
    store.setState({ isReading: false });
    if (isStale) again();
  };
  /** Events that come while it is read lead to one more reading. */
  const again = (): void => {
    isStale = isBusy;
    if (!isBusy && asked) void read(asked);
  };
  client.on('usage.changed', again);
  client.onReady(({ reload }) => {
    if (reload || store.getState().error) again();
  });

  return {
    store,
    look(query) {
      asked = query;
      void read(query);
      return () => {
        if (asked === query) asked = undefined;
      };
    },
  };
}
