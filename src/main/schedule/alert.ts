import { limits } from '../../shared/config/limits.ts';
import type { Sql } from '../storage/database.ts';
import type { ScheduleDeps } from './schedule-deps.ts';
import { setFailures, type ScheduleRecord, type ShownError } from './schedule-store.ts';

const nothing = (): void => undefined;

/**
 * Counts a failure and tells the owner of the first of a row, and again after a day: an alert each
 * minute would only be turned off. Part of the caller's transaction; call the result after it.
 */
export function noteFailure(
  { speakUp, clock, log }: Pick<ScheduleDeps, 'speakUp' | 'clock' | 'log'>,
  sql: Sql,
  schedule: ScheduleRecord,
  error: ShownError,
): () => void {
  const now = clock.now();
  log.warn('schedule.failed', { id: schedule.id, name: schedule.name, code: error.code });
  const isTold =
    schedule.alerted_at !== null && now - schedule.alerted_at < limits.schedule.alertEveryMs;
  setFailures(sql, schedule.id, schedule.failures + 1, isTold ? schedule.alerted_at : now);
  if (isTold) return nothing;
  const text = `The schedule "${schedule.name}" failed: ${error.message} ${error.hint}`;
  try {
    return speakUp.speak(sql, { to: speakUp.ownerChat(sql), text, isForModel: false }).after;
  } catch (failure) {
    // Where the owner is reached may be wrong in the config; the history tells of the run anyway.
    log.error('schedule.alert-failed', { id: schedule.id, error: failure });
    return nothing;
  }
}

/** After a success the next failure is told again. */
export function forgetFailures(sql: Sql, schedule: ScheduleRecord): void {
  if (schedule.failures > 0) setFailures(sql, schedule.id, 0, null);
}
