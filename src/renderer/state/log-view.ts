import { createStore, type StoreApi } from 'zustand/vanilla';
import { createLineFilter, type LogFilter } from '../../shared/model/log-line.ts';
import type { PayloadOf, ResultOf } from '../../shared/protocol/contract.ts';
import { toClientError, type ClientError } from '../transport/client-error.ts';
import type { AppState } from './app-state.ts';

/** A line as it stands in the file, with a number that stays while it is shown. */
export interface LogLine {
  readonly id: number;
  readonly text: string;
}

export interface LogViewState {
  readonly load: 'idle' | 'loading' | 'ready';
  /** The oldest first. */
  readonly lines: readonly LogLine[];
  /** How many were put before those that were read first. */
  readonly prependedCount: number;
  readonly isPaused: boolean;
  /** Lines that came since it was paused. */
  readonly pendingCount: number;
  /** Lines that were left out since it was opened: too many came at once. */
  readonly droppedCount: number;
  /** Older lines were let go, so that it stays bounded. */
  readonly isForgotten: boolean;
  /** Where to search on; undefined at the beginning of the log. */
  readonly before: string | undefined;
  readonly isSearching: boolean;
  /** How much was searched since it was opened, in bytes. */
  readonly searchedBytes: number;
  readonly error: ClientError | undefined;
}

export interface LogView {
  readonly store: StoreApi<LogViewState>;
  /** Shows the lines that fit, and new ones as they come. The result ends that. */
  readonly open: (filter: LogFilter) => () => void;
  readonly pause: () => void;
  readonly resume: () => void;
  /** Reads what is before the first line. */
  readonly searchOlder: () => Promise<void>;
  /** Reads everything anew. */
  readonly restart: () => void;
}

/** Lines that are held; where there are more the oldest go. */
const mostLines = 10_000;
/** Lines that wait while it is paused. */
const mostPending = 2_000;
const firstLines = 500;
const olderLines = 1_000;

const emptyView: LogViewState = {
  load: 'idle',
  lines: [],
  prependedCount: 0,
  isPaused: false,
  pendingCount: 0,
  droppedCount: 0,
  isForgotten: false,
  before: undefined,
  isSearching: false,
  searchedBytes: 0,
  error: undefined,
};

/** The log as it is written, and what was written before. The topic of the page of logs. */
export function createLogView({ client }: Pick<AppState, 'client'>): LogView {
  const store = createStore<LogViewState>(() => emptyView);
  let filter: LogFilter | undefined;
  let round = 0;
  /** New lines that can't be shown yet: the past is being read, or it is paused. */
  let pending: string[] = [];

  const number = createNumbering();

  const append = (texts: readonly string[]): void =>
    store.setState((state) => (texts.length === 0 ? state : withNewer(state, number(texts))));

  const start = async (): Promise<void> => {
    const ownRound = ++round;
    const wanted = filter;
    if (!wanted) return;
    pending = [];
    store.setState({ ...emptyView, load: 'loading' });
    try {
      const { position } = await client.request('logs.follow', follow(wanted));
      const past = await client.request('logs.search', {
        ...wanted,
        before: position,
        limit: firstLines,
      });
      if (ownRound !== round) return;
      const lines = number(past.lines);
      const { before, searchedBytes } = past;
      store.setState({ load: 'ready', lines, before, searchedBytes });
      append(pending.splice(0));
    } catch (thrown) {
      if (ownRound === round) store.setState({ load: 'ready', error: toClientError(thrown) });
    }
  };

  const older = async (): Promise<void> => {
    const { before, isSearching } = store.getState();
    if (!filter || before === undefined || isSearching) return;
    const ownRound = round;
    store.setState({ isSearching: true });
    try {
      const past = await client.request('logs.search', { ...filter, before, limit: olderLines });
      if (ownRound === round) store.setState((state) => withOlder(state, number(past.lines), past));
    } catch (thrown) {
      if (ownRound === round) store.setState({ isSearching: false, error: toClientError(thrown) });
    }
  };

  const take = ({ lines, dropped }: PayloadOf<'log.lines'>): void => {
    if (!filter) return;
    const wanted = lines.filter(createLineFilter(filter));
    const { isPaused, load } = store.getState();
    store.setState((state) => ({
      droppedCount: state.droppedCount + dropped,
      pendingCount: state.pendingCount + (isPaused ? wanted.length : 0),
    }));
    if (!isPaused && load === 'ready') append(wanted);
    else pending = [...pending, ...wanted].slice(-mostPending);
  };

  client.on('log.lines', take);
  client.onReady(() => void start());

  return {
    store,
    open(wanted) {
      filter = wanted;
      void start();
      return () => {
        if (filter !== wanted) return;
        filter = undefined;
        round += 1;
        pending = [];
        store.setState(emptyView);
        client.request('logs.follow', { isOn: false }).catch(() => undefined);
      };
    },
    pause: () => store.setState({ isPaused: true }),
    resume() {
      const { pendingCount } = store.getState();
      store.setState({ isPaused: false, pendingCount: 0 });
      // More came than were kept: what is between is read from the log.
      if (pendingCount > pending.length) void start();
      else append(pending.splice(0));
    },
    restart: () => void start(),
    searchOlder: () => older(),
  };
}

function createNumbering(): (texts: readonly string[]) => LogLine[] {
  let lastId = 0;
  return (texts) => texts.map((text) => ({ id: ++lastId, text }));
}

/** Adds new lines at the end; where there are too many, a tenth of them goes at once. */
function withNewer(state: LogViewState, newer: readonly LogLine[]): LogViewState {
  const all = [...state.lines, ...newer];
  const tooMany = all.length - mostLines;
  if (tooMany <= 0) return { ...state, lines: all };
  const cut = Math.min(all.length, tooMany + mostLines / 10);
  const prependedCount = state.prependedCount - cut;
  return { ...state, lines: all.slice(cut), prependedCount, isForgotten: true, before: undefined };
}

function withOlder(
  state: LogViewState,
  older: readonly LogLine[],
  past: ResultOf<'logs.search'>,
): LogViewState {
  return {
    ...state,
    lines: [...older, ...state.lines],
    prependedCount: state.prependedCount + older.length,
    before: past.before,
    searchedBytes: state.searchedBytes + past.searchedBytes,
    isSearching: false,
    error: undefined,
  };
}

const follow = ({ level }: LogFilter): { isOn: true; level?: LogFilter['level'] } => ({
  isOn: true,
  ...(level === undefined ? {} : { level }),
});
