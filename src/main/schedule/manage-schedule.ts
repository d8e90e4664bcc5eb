import type { Sql } from '../storage/database.ts';
import { sayNow } from './do-due.ts';
import { assertNotConfig } from './edit-schedule.ts';
import { findSchedule } from './find-schedule.ts';
import { nextTime } from './next-time.ts';
import { listDue } from './preview-plan.ts';
import { insertRun, type RunRecord } from './run-store.ts';
import { zoneOf, type ScheduleDeps } from './schedule-deps.ts';
import {
  changeSchedule,
  getSchedule,
  readFields,
  readPlan,
  setRemoved,
  type ScheduleRecord,
  type ShownError,
} from './schedule-store.ts';
import type { Asker } from './schedules.ts';

/** Removes a schedule; it can be brought back. Part of the caller's transaction. */
export function removeSchedule(
  { clock }: ScheduleDeps,
  sql: Sql,
  id: string,
  asker: Asker,
): ScheduleRecord {
  const schedule = findSchedule(sql, id, asker);
  assertNotConfig(schedule);
  setRemoved(sql, schedule.id, clock.now());
  return getSchedule(sql, schedule.id) ?? schedule;
}

/** Brings a removed schedule back; what was due meanwhile is not made up for. */
export function restoreSchedule(
  { clock, config }: ScheduleDeps,
  sql: Sql,
  id: string,
  asker: Asker,
): ScheduleRecord {
  const schedule = findSchedule(sql, id, asker, true);
  assertNotConfig(schedule);
  const fields = readFields(schedule);
  const now = clock.now();
  const nextAt = nextTime(fields.plan, zoneOf(config(), schedule.time_zone), now);
  return changeSchedule(sql, schedule.id, { ...fields, nextAt }, now);
}

export interface BegunByHand {
  readonly schedule: ScheduleRecord;
  readonly run: RunRecord;
  /** Call it when the transaction is on disk. */
  readonly after: () => void;
}

/**
 * Begins a run beside the times of a schedule: a text is said in this very transaction, a task waits
 * for its turn.
 *
 * @param sayError why the text can't be said, from a transaction that was undone
 */
export function runByHand(
  deps: ScheduleDeps,
  sql: Sql,
  id: string,
  asker: Asker,
  sayError?: ShownError,
): BegunByHand {
  const schedule = findSchedule(sql, id, asker);
  const run = insertByHand(sql, schedule.id, deps.clock.now());
  if (schedule.action !== 'say') return { schedule, run, after: () => undefined };
  const said = sayNow(deps, sql, schedule, run, sayError);
  return { schedule: getSchedule(sql, schedule.id) ?? schedule, ...said };
}

/** It is due now; where a run stands at this very millisecond, at the next one. */
function insertByHand(sql: Sql, scheduleId: string, now: number): RunRecord {
  for (let dueAt = now; ; dueAt += 1) {
    const made = { scheduleId, dueAt, cause: 'hand', state: 'waiting' } as const;
    const run = insertRun(sql, made, now);
    if (run) return run;
  }
}

/** The next due times of a schedule; none while it is paused. */
export function listUpcoming(
  { config }: Pick<ScheduleDeps, 'config'>,
  schedule: ScheduleRecord,
  count: number,
): number[] {
  const zone = zoneOf(config(), schedule.time_zone);
  const first = schedule.is_enabled === 1 ? schedule.next_at : null;
  return listDue(readPlan(schedule), zone, first, count);
}
