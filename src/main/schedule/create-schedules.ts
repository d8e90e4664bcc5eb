import type { ScheduleRow } from '../../shared/protocol/schedules.ts';
import type { ScheduleEngine } from './engine.ts';
import { findSchedule, maySee } from './find-schedule.ts';
import { toRunRow, toScheduleRow } from './present.ts';
import { listOpenRuns, listRuns } from './run-store.ts';
import type { ScheduleDeps } from './schedule-deps.ts';
import { findNextAt, getSchedule, listRemoved, listSchedules } from './schedule-store.ts';
import type { Asker, Schedules } from './schedules.ts';
import { asksForSchedules } from './asks-for-schedules.ts';

/**
 * Makes the schedules. What does the work is loaded when there is a first schedule: for everybody
 * else all this costs one look into an empty table.
 */
export function createSchedules(deps: ScheduleDeps): Schedules {
  const { db, config } = deps;
  let loading: Promise<ScheduleEngine> | undefined;
  let isStarted = false;

  async function load(): Promise<ScheduleEngine> {
    const { createScheduleEngine } = await import('./engine.ts');
    const engine = createScheduleEngine(deps);
    if (isStarted) await engine.start();
    return engine;
  }
  const engine = (): Promise<ScheduleEngine> => (loading ??= load());
  const isNeeded = (): boolean =>
    asksForSchedules(config()) || listSchedules(db).length > 0 || hasOpenRuns();
  const hasOpenRuns = (): boolean =>
    listOpenRuns(db, 'waiting').length + listOpenRuns(db, 'running').length > 0;

  return {
    async start() {
      isStarted = true;
      if (isNeeded()) await engine();
    },
    async stop() {
      isStarted = false;
      await (await loading)?.stop();
    },
    async configChanged() {
      if (loading) await (await loading).configChanged();
      else if (isStarted && isNeeded()) await engine();
    },
    list(filter, asker) {
      const rows = filter.removed ? listRemoved(db) : listSchedules(db);
      return rows
        .filter((row) => maySee(row, asker))
        .filter((row) => filter.agentId === undefined || row.agent_id === filter.agentId)
        .map((row) => toScheduleRow(db, config(), row))
        .filter((row) => filter.removed || filter.includeOver || row.state !== 'over')
        .sort(byNext);
    },
    status() {
      const rows = listSchedules(db);
      const nextAt = findNextAt(db);
      return {
        schedules: rows.length,
        active: rows.filter((row) => row.next_at !== null && row.is_enabled === 1).length,
        running: listOpenRuns(db, 'running').length,
        waiting: listOpenRuns(db, 'waiting').length,
        ...(nextAt === undefined ? {} : { nextAt }),
      };
    },
    runs(filter, asker) {
      const scheduleId =
        filter.id === undefined ? undefined : findSchedule(db, filter.id, asker).id;
      return listRuns(db, { scheduleId, before: filter.before, limit: filter.limit ?? 50 })
        .filter((run) => scheduleId !== undefined || mayRead(run.schedule_id, asker))
        .map((run) => toRunRow(db, run, run.name));
    },
    get: async (...args) => (await engine()).get(...args),
    preview: async (...args) => (await engine()).preview(...args),
    add: async (...args) => (await engine()).add(...args),
    update: async (...args) => (await engine()).update(...args),
    remove: async (...args) => (await engine()).remove(...args),
    restore: async (...args) => (await engine()).restore(...args),
    run: async (...args) => (await engine()).run(...args),
  };

  function mayRead(scheduleId: string, asker: Asker): boolean {
    const schedule = getSchedule(db, scheduleId);
    return schedule !== undefined && maySee(schedule, asker);
  }
}

/** The next one first; what is over or paused at the end, the newest first. */
function byNext(a: ScheduleRow, b: ScheduleRow): number {
  const time = ({ state, nextAt }: ScheduleRow): number =>
    state === 'active' && nextAt !== undefined ? nextAt : Infinity;
  if (time(a) === time(b)) return b.createdAt - a.createdAt;
  return time(a) - time(b);
}
