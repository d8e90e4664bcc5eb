import { toAppError } from '../../shared/errors/index.ts';
import type { ScheduleRow } from '../../shared/protocol/schedules.ts';
import type { Sql } from '../storage/database.ts';
import { showError } from './do-due.ts';
import { addSchedule, editSchedule } from './edit-schedule.ts';
import { findSchedule } from './find-schedule.ts';
import {
  listUpcoming,
  removeSchedule,
  restoreSchedule,
  runByHand,
  type BegunByHand,
} from './manage-schedule.ts';
import { toRunRow, toScheduleRow } from './present.ts';
import type { RunRecord } from './run-store.ts';
import type { ScheduleDeps } from './schedule-deps.ts';
import type { ScheduleRecord } from './schedule-store.ts';
import { createScheduler } from './scheduler.ts';
import type { Asker, Schedules } from './schedules.ts';
import { syncConfig } from './sync-config.ts';
import { previewPlan } from './preview-plan.ts';
import { createTaskRunner } from './task-runner.ts';

/** The part that is loaded when there is a schedule. */
export interface ScheduleEngine extends Pick<
  Schedules,
  | 'start'
  | 'stop'
  | 'configChanged'
  | 'get'
  | 'preview'
  | 'add'
  | 'update'
  | 'remove'
  | 'restore'
  | 'run'
> {
  /** Resolves when everything that is due by now is on disk. */
  settled(): Promise<void>;
}

type ChangeReason = 'added' | 'updated' | 'removed' | 'restored';

/** Puts the parts of the schedules together; nothing runs before `start`. */
export function createScheduleEngine(deps: ScheduleDeps): ScheduleEngine {
  const { db, config, log } = deps;
  const rowOf = (schedule: ScheduleRecord): ScheduleRow => toScheduleRow(db, config(), schedule);
  const onRun = (schedule: ScheduleRecord, run: RunRecord): void =>
    announceRun(deps, schedule, run);

  const tasks = createTaskRunner({ ...deps, onRun });
  const scheduler = createScheduler({ ...deps, tasks, onRun });
  const unsubscribe = deps.turnEnds.subscribe(({ runId }) => {
    tasks.turnEnded(runId).catch((error: unknown) => log.error('schedule.not-settled', { error }));
  });

  async function change(
    reason: ChangeReason,
    job: (sql: Sql) => ScheduleRecord,
  ): Promise<ScheduleRow> {
    const schedule = await db.commit(job);
    announceChange(deps, reason, schedule);
    scheduler.wake();
    return rowOf(schedule);
  }

  async function configChanged(): Promise<void> {
    const changes = await db.commit((sql) => syncConfig(deps, sql));
    for (const { reason, schedule } of changes) {
      announceChange(deps, reason, schedule);
      if (schedule.problem !== null)
        log.warn('schedule.broken', { name: schedule.name, problem: schedule.problem });
    }
    scheduler.wake();
  }

  return {
    configChanged,
    settled: () => scheduler.settled(),
    async start() {
      await configChanged();
      await scheduler.start();
    },
    async stop() {
      unsubscribe();
      scheduler.stop();
      await scheduler.settled();
    },
    get(id, asker, count = 5) {
      const schedule = findSchedule(db, id, asker);
      const upcoming = listUpcoming(deps, schedule, count);
      return Promise.resolve({ schedule: rowOf(schedule), upcoming });
    },
    preview: (wish, count = 5) => Promise.resolve(previewPlan(deps, wish, count)),
    add: (wish, asker, key) =>
      change('added', (sql) => addSchedule(deps, sql, wish, asker, key ?? null)),
    update: (id, wish, asker) =>
      change('updated', (sql) =>
        editSchedule(deps, sql, findSchedule(sql, id, asker), wish, asker),
      ),
    remove: (id, asker) => change('removed', (sql) => removeSchedule(deps, sql, id, asker)),
    restore: (id, asker) => change('restored', (sql) => restoreSchedule(deps, sql, id, asker)),
    async run(id, asker) {
      const { schedule, run, after } = await beginByHand(deps, id, asker);
      after();
      onRun(schedule, run);
      await tasks.pump();
      scheduler.wake();
      return toRunRow(db, run, schedule.name);
    },
  };
}

/** A text that can't be said makes a run that failed, as at its time. */
async function beginByHand(deps: ScheduleDeps, id: string, asker: Asker): Promise<BegunByHand> {
  try {
    return await deps.db.commit((sql) => runByHand(deps, sql, id, asker));
  } catch (error) {
    if (toAppError(error).code === 'SCHEDULE_UNKNOWN') throw error;
    return deps.db.commit((sql) => runByHand(deps, sql, id, asker, showError(error)));
  }
}

function announceRun(
  { db, config, events }: ScheduleDeps,
  schedule: ScheduleRecord,
  run: RunRecord,
): void {
  events.publish('cron.changed', {
    reason: 'run',
    id: schedule.id,
    schedule: toScheduleRow(db, config(), schedule),
    run: toRunRow(db, run, schedule.name),
  });
}

function announceChange(
  { db, config, events }: ScheduleDeps,
  reason: ChangeReason,
  schedule: ScheduleRecord,
): void {
  events.publish('cron.changed', {
    reason,
    id: schedule.id,
    schedule: reason === 'removed' ? null : toScheduleRow(db, config(), schedule),
  });
}
