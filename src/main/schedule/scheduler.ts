import { limits } from '../../shared/config/limits.ts';
import type { Timer } from '../platform/clock.ts';
import { killPoint } from '../platform/kill-points.ts';
import { doDue, showError, type DueDone, type DueOptions } from './do-due.ts';
import { readHeartbeat } from './heartbeat.ts';
import { nextTime } from './next-time.ts';
import { listOpenRuns, type RunRecord } from './run-store.ts';
import { zoneOf, type ScheduleDeps } from './schedule-deps.ts';
import {
  findNextAt,
  listDue,
  listSchedules,
  purgeSchedules,
  readPlan,
  setNext,
  type ScheduleRecord,
} from './schedule-store.ts';
import type { Sql } from '../storage/database.ts';
import type { TaskRunner } from './task-runner.ts';

/** Waits for what is due and sees that it is done. */
export interface Scheduler {
  start(): Promise<void>;
  /** Something was added, changed or removed: looks at once. */
  wake(): void;
  /** The timer is off; what runs is recorded. */
  stop(): void;
  /** Resolves when everything that is due by now is on disk. */
  settled(): Promise<void>;
}

export interface SchedulerDeps extends ScheduleDeps {
  readonly tasks: TaskRunner;
  readonly onRun: (schedule: ScheduleRecord, run: RunRecord) => void;
}

/** After a failure of the database it is not tried again at once. */
const pauseAfterErrorMs = 5_000;

/**
 * One timer, to the next due time and no further than a minute: the clock of the machine may be
 * set, and the machine may sleep. None at all while nothing is scheduled.
 */
export function createScheduler(deps: SchedulerDeps): Scheduler {
  const { db, clock, log, tasks } = deps;
  let timer: Timer | undefined;
  let work: Promise<void> = Promise.resolve();
  let isStopped = true;
  let lastNow = 0;

  async function look(): Promise<void> {
    timer?.cancel();
    if (isStopped) return;
    let leastMs = 0;
    try {
      await realignAfterJump();
      // Together, so that they share a transaction: many are due at eight o'clock.
      await Promise.all(listDue(db, clock.now()).map(attend));
      await tasks.check();
      await tasks.pump();
    } catch (error) {
      log.error('schedule.look-failed', { error });
      leastMs = pauseAfterErrorMs;
    }
    arm(leastMs);
  }

  function arm(leastMs: number): void {
    timer?.cancel();
    timer = undefined;
    if (isStopped) return;
    const nextAt = findNextAt(db);
    const hasRuns = listOpenRuns(db, 'running').length + listOpenRuns(db, 'waiting').length > 0;
    if (nextAt === undefined && !hasRuns) return;
    const dueMs = nextAt === undefined ? Infinity : nextAt - clock.now();
    const delayMs = Math.max(leastMs, Math.min(dueMs, limits.schedule.recheckMs));
    timer = clock.after(delayMs, wake, { unref: true });
  }

  /** The clock was set back: what lies ahead by the new time comes sooner than was reckoned. */
  async function realignAfterJump(): Promise<void> {
    const now = clock.now();
    const isJump = now < lastNow - 1_000;
    lastNow = now;
    if (!isJump) return;
    await db.commit((sql) => {
      for (const row of listSchedules(sql)) realign(deps, sql, row);
    });
  }

  async function attend(schedule: ScheduleRecord): Promise<void> {
    const options: DueOptions = { isIdle: await isIdle(deps, schedule) };
    killPoint('schedule.before-commit');
    const done = await db
      .commit((sql) => doDue(deps, sql, schedule.id, options))
      // A chat that is not there any more must not keep the schedule at this moment for ever.
      .catch((error: unknown) =>
        db.commit((sql) =>
          doDue(deps, sql, schedule.id, { ...options, sayError: showError(error) }),
        ),
      );
    killPoint('schedule.after-commit');
    if (done) tell(done);
  }

  function tell(done: DueDone): void {
    for (const after of done.after) after();
    for (const run of done.runs) deps.onRun(done.schedule, run);
  }

  /** One look after the other: two at once would both see the same as due. */
  function wake(): void {
    work = work.then(look);
  }

  return {
    async start() {
      isStopped = false;
      // Whatever the clock showed when the program ended: the next times are reckoned anew.
      lastNow = Infinity;
      await db.commit((sql) => purgeSchedules(sql, clock.now() - limits.schedule.removedMs));
      await tasks.recover();
      wake();
      await work;
    },
    wake,
    stop() {
      isStopped = true;
      timer?.cancel();
    },
    settled: () => work,
  };
}

function realign({ clock, config }: ScheduleDeps, sql: Sql, row: ScheduleRecord): void {
  const now = clock.now();
  if (row.next_at === null || row.next_at <= now) return;
  const next = nextTime(readPlan(row), zoneOf(config(), row.time_zone), now);
  if (next !== null && next !== row.next_at) setNext(sql, row.id, next);
}

/** A heartbeat with nothing on its list. */
async function isIdle({ workspaceOf }: ScheduleDeps, schedule: ScheduleRecord): Promise<boolean> {
  if (schedule.action !== 'heartbeat') return false;
  return (await readHeartbeat(workspaceOf(schedule.agent_id))) === undefined;
}
