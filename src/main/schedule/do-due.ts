import { limits } from '../../shared/config/limits.ts';
import { toAppError } from '../../shared/errors/index.ts';
import type { SchedulePlan } from '../../shared/protocol/schedules.ts';
import { isDisabled } from '../platform/protections.ts';
import type { Sql } from '../storage/database.ts';
import { forgetFailures, noteFailure } from './alert.ts';
import { decideDue } from './decide-due.ts';
import { latestTimes, nextTime } from './next-time.ts';
import { rightsOf } from './rights.ts';
import { countOpenRuns, endRun, insertRun, trimRuns, type RunRecord } from './run-store.ts';
import { zoneOf, type ScheduleDeps } from './schedule-deps.ts';
import { speakInto } from './speak-into.ts';
import {
  getSchedule,
  readPlan,
  readTarget,
  setNext,
  type ScheduleRecord,
  type ShownError,
} from './schedule-store.ts';
import { AppError } from '../../shared/errors/index.ts';

/** What a transaction has done and what is to be done when it is on disk. */
export interface DueDone {
  readonly schedule: ScheduleRecord;
  readonly runs: readonly RunRecord[];
  readonly after: readonly (() => void)[];
}

export interface DueOptions {
  /** Nothing stands on the list of a heartbeat: its time passes without a trace. */
  readonly isIdle?: boolean;
  /** A text could not be sent: its run is recorded as failed instead. */
  readonly sayError?: ShownError;
}

/**
 * Does what is due of one schedule, in the caller's transaction: each due time gets its run, what is
 * said stands in the conversation and the outbox, and the next time is set, all or nothing. Undefined
 * when nothing is due any more.
 */
export function doDue(
  deps: ScheduleDeps,
  sql: Sql,
  id: string,
  options: DueOptions = {},
): DueDone | undefined {
  const now = deps.clock.now();
  const schedule = getSchedule(sql, id);
  if (!schedule || !isDue(schedule, now)) return undefined;
  const plan = readPlan(schedule);
  const zone = zoneOf(deps.config(), schedule.time_zone);
  setNext(sql, id, nextTime(plan, zone, now));
  if (options.isIdle) return { schedule, runs: [], after: [] };
  const after: (() => void)[] = [];
  const runs: RunRecord[] = [];
  const { run, missed } = decide(schedule, plan, zone, now);
  for (const dueAt of missed) keep(runs, insert(sql, schedule, dueAt, 'missed', now));
  for (const dueAt of run) {
    const begun = beginOne(deps, sql, schedule, dueAt, options);
    keep(runs, begun?.run);
    if (begun) after.push(begun.after);
  }
  trimRuns(sql, id);
  return { schedule: getSchedule(sql, id) ?? schedule, runs, after };
}

function isDue(schedule: ScheduleRecord, now: number): boolean {
  const { next_at: nextAt, is_enabled: isEnabled, removed_at: removedAt } = schedule;
  return nextAt !== null && nextAt <= now && isEnabled === 1 && removedAt === null;
}

function decide(
  schedule: ScheduleRecord,
  plan: SchedulePlan,
  zone: string,
  now: number,
): ReturnType<typeof decideDue> {
  const span = { from: schedule.next_at ?? now, until: now };
  const times = latestTimes(plan, zone, span, limits.schedule.missedKept);
  // A look around that was missed is made up for by the next one.
  const policy = schedule.action === 'heartbeat' ? 'skip' : schedule.missed;
  const decision = decideDue(times, now, policy);
  return schedule.action === 'heartbeat' ? { ...decision, missed: [] } : decision;
}

function keep(runs: RunRecord[], run: RunRecord | undefined): void {
  if (run) runs.push(run);
}

function insert(
  sql: Sql,
  schedule: ScheduleRecord,
  dueAt: number,
  state: RunRecord['state'],
  now: number,
): RunRecord | undefined {
  return insertRun(sql, { scheduleId: schedule.id, dueAt, cause: 'time', state }, now);
}

/** Undefined when this due time has its run already: the clock was set back. */
function beginOne(
  deps: ScheduleDeps,
  sql: Sql,
  schedule: ScheduleRecord,
  dueAt: number,
  options: DueOptions,
): { readonly run: RunRecord; readonly after: () => void } | undefined {
  const now = deps.clock.now();
  const isLate = dueAt < now - limits.schedule.lateMs;
  const isFull = !isLate && countOpenRuns(sql, schedule.id).waiting > 0;
  const state = schedule.action !== 'say' && isFull ? 'skipped' : 'waiting';
  const run = insert(sql, schedule, dueAt, state, now);
  if (!run) return undefined;
  if (schedule.action !== 'say') return { run, after: () => undefined };
  return sayNow(deps, sql, schedule, run, options.sayError);
}

/** Says the text of a run and ends it, in the same transaction. */
export function sayNow(
  deps: ScheduleDeps,
  sql: Sql,
  schedule: ScheduleRecord,
  run: RunRecord,
  error?: ShownError,
): { readonly run: RunRecord; readonly after: () => void } {
  const now = deps.clock.now();
  const failure = error ?? findRefusal(deps, sql, schedule);
  if (failure) {
    const ended = endRun(sql, run.id, { state: 'failed', error: failure }, now) ?? run;
    return { run: ended, after: noteFailure(deps, sql, schedule, failure) };
  }
  if (isDisabled('schedule-with-message')) {
    const ended = endRun(sql, run.id, { state: 'done' }, now) ?? run;
    return { run: ended, after: () => sayLater(deps, schedule, run.due_at) };
  }
  const spoken = say(deps, sql, schedule, run.due_at);
  forgetFailures(sql, schedule);
  const { sessionKey } = spoken;
  const ended = endRun(sql, run.id, { state: 'done', sessionKey }, now) ?? run;
  return { run: ended, after: spoken.after };
}

/** What a crash test must see lose a reminder. */
function sayLater(deps: ScheduleDeps, schedule: ScheduleRecord, dueAt: number): void {
  void deps.db
    .commit((later) => say(deps, later, schedule, dueAt))
    .then((spoken) => spoken.after());
}

/** Puts the text into the conversation and the outbox. */
function say(
  deps: ScheduleDeps,
  sql: Sql,
  schedule: ScheduleRecord,
  dueAt: number,
): ReturnType<ScheduleDeps['speakUp']['speak']> {
  return speakInto(deps, sql, schedule, schedule.text + lateNote(deps, schedule, dueAt));
}

function findRefusal(
  { config }: ScheduleDeps,
  sql: Sql,
  schedule: ScheduleRecord,
): ShownError | undefined {
  const target = readTarget(schedule);
  const isFine = rightsOf(sql, config(), { ...schedule, target }) !== undefined;
  return isFine ? undefined : showError(new AppError('SCHEDULE_PERSON_GONE'));
}

/** A reminder that comes late says so: "in five minutes" would not be true any more. */
function lateNote(
  { clock, config }: ScheduleDeps,
  schedule: ScheduleRecord,
  dueAt: number,
): string {
  if (dueAt >= clock.now() - limits.schedule.lateMs) return '';
  const timeZone = zoneOf(config(), schedule.time_zone);
  const time = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(dueAt);
  return `\n\n(This was due at ${time}; I was not running then.)`;
}

/** A failure as it is kept and shown. */
export function showError(thrown: unknown): ShownError {
  const { code, message, hint } = toAppError(thrown);
  return { code, message, hint };
}
