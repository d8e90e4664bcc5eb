import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ParamsOf, PayloadOf, ResultOf } from '../../shared/protocol/contract.ts';
import type { ScheduleRow, ScheduleRunRow } from '../../shared/protocol/schedules.ts';
import { toClientError, type ClientError } from '../transport/client-error.ts';
import type { Client } from '../transport/client.ts';
import type { AppState } from './app-state.ts';
import { createLiveRead, type LiveRead } from './live-read.ts';
import { createRepeatable } from './repeatable.ts';

export type ScheduleWish = ParamsOf<'cron.add'>;
export type ScheduleChange = Omit<ParamsOf<'cron.update'>, 'id'>;
export type PlanPreview = ResultOf<'cron.preview'>;

/** One schedule as its page shows it. */
export interface ScheduleView {
  /** The next due times. */
  readonly upcoming: LiveRead<readonly number[]>;
  readonly runs: StoreApi<RunsState>;
  readonly loadMoreRuns: () => Promise<void>;
  readonly close: () => void;
}

export interface RunsState {
  /** The newest first; undefined until they were read. */
  readonly rows: readonly ScheduleRunRow[] | undefined;
  readonly hasMore: boolean;
  readonly error: ClientError | undefined;
}

export interface Schedules {
  readonly all: LiveRead<readonly ScheduleRow[]>;
  /** Those that can be brought back. */
  readonly removed: LiveRead<readonly ScheduleRow[]>;
  readonly open: (id: string) => ScheduleView;
  /** @throws ClientError, as all that follow */
  readonly add: (wish: ScheduleWish) => Promise<ScheduleRow>;
  readonly update: (id: string, change: ScheduleChange) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
  readonly restore: (id: string) => Promise<void>;
  readonly runNow: (id: string) => Promise<void>;
  readonly preview: (when: ParamsOf<'cron.preview'>, signal: AbortSignal) => Promise<PlanPreview>;
}

const runsLimit = 30;
/** Views that are kept while one goes from one schedule to the next. */
const keptViews = 20;

/** Appointments: what there is, when it is due, and what became of it. */
export function createSchedules({
  client,
  newKey,
}: Pick<AppState, 'client' | 'newKey'>): Schedules {
  const all = createLiveRead(
    client,
    async () =>
      (await client.request('cron.list', { includeOver: true }))
        .schedules as readonly ScheduleRow[],
  );
  const removed = createLiveRead(
    client,
    async () =>
      (await client.request('cron.list', { removed: true })).schedules as readonly ScheduleRow[],
  );
  const views = new Map<string, ScheduleView>();
  const once = createRepeatable(newKey);

  client.on('cron.changed', (change) => {
    all.patch((rows) => applyChange(rows, change));
    if (change.reason === 'removed' || change.reason === 'restored') void removed.refresh();
  });

  /** Forgets those looked at longest ago. */
  const tidy = (): void => {
    const [oldest] = views;
    if (views.size < keptViews || !oldest) return;
    oldest[1].close();
    views.delete(oldest[0]);
  };

  return {
    all,
    removed,
    open(id) {
      const view = views.get(id) ?? createView(client, id);
      if (!views.has(id)) tidy();
      views.set(id, view);
      return view;
    },
    async add(wish) {
      const { schedule } = await once(JSON.stringify(wish), (idempotencyKey) =>
        client.request('cron.add', { ...wish, idempotencyKey }),
      );
      all.patch((rows) => applyChange(rows, { reason: 'added', id: schedule.id, schedule }));
      return schedule;
    },
    update: async (id, change) => {
      await client.request('cron.update', { id, ...change });
    },
    remove: async (id) => {
      await client.request('cron.remove', { id });
    },
    restore: async (id) => {
      await client.request('cron.restore', { id });
    },
    runNow: async (id) => {
      await client.request('cron.run', { id });
    },
    preview: (when, signal) => client.request('cron.preview', when, { signal }),
  };
}

function createView(client: Client, id: string): ScheduleView {
  const upcoming = createLiveRead(
    client,
    async () => (await client.request('cron.get', { id })).upcoming as readonly number[],
  );
  const runs = createStore<RunsState>(() => ({
    rows: undefined,
    hasMore: false,
    error: undefined,
  }));
  const read = async (before?: string): Promise<void> => {
    try {
      const wish = { id, limit: runsLimit, ...(before === undefined ? {} : { before }) };
      const { runs: page } = await client.request('cron.runs', wish);
      runs.setState(({ rows = [] }) => ({
        rows: before === undefined ? page : [...rows, ...page],
        hasMore: page.length === runsLimit,
        error: undefined,
      }));
    } catch (thrown) {
      runs.setState({ error: toClientError(thrown) });
    }
  };
  void read();
  const ends = [
    client.onReady(({ reload }) => {
      if (reload || runs.getState().error) void read();
    }),
    client.on('cron.changed', (change) => {
      if (change.id !== id) return;
      if (change.schedule) void upcoming.refresh();
      const { run } = change;
      if (run) runs.setState((state) => ({ ...state, rows: putRun(state.rows ?? [], run) }));
    }),
    upcoming.close,
  ];
  return {
    upcoming,
    runs,
    async loadMoreRuns() {
      const last = runs.getState().rows?.at(-1);
      if (last) await read(last.id);
    },
    close() {
      for (const end of ends) end();
    },
  };
}

/** A run that began or went on, at its place: ids grow with time. */
function putRun(rows: readonly ScheduleRunRow[], run: ScheduleRunRow): readonly ScheduleRunRow[] {
  const others = rows.filter((row) => row.id !== run.id);
  return [run, ...others].sort((a, b) => (a.id < b.id ? 1 : -1));
}

/** Takes in one change: the schedule as it is now, or that it is gone. */
export function applyChange(
  rows: readonly ScheduleRow[],
  { id, schedule }: Pick<PayloadOf<'cron.changed'>, 'reason' | 'id' | 'schedule'>,
): readonly ScheduleRow[] {
  const others = rows.filter((row) => row.id !== id);
  return schedule ? sortByNext([...others, schedule]) : others;
}

/** The next one first; what comes no more at the end, the newest first. */
export function sortByNext(rows: readonly ScheduleRow[]): readonly ScheduleRow[] {
  const timeOf = ({ state, nextAt }: ScheduleRow): number =>
    state === 'active' && nextAt !== undefined ? nextAt : Infinity;
  return [...rows].sort((a, b) => {
    const [first, second] = [timeOf(a), timeOf(b)];
    return first === second ? b.createdAt - a.createdAt : first - second;
  });
}
