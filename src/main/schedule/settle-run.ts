import { AppError } from '../../shared/errors/index.ts';
import { readTurnMessages, type MessageRecord } from '../sessions/message-store.ts';
import type { Sql } from '../storage/database.ts';
import { forgetFailures, noteFailure } from './alert.ts';
import { findErrand, type ErrandRecord } from './find-errand.ts';
import { isNothing } from './heartbeat.ts';
import { endRun, getRun, type RunRecord } from './run-store.ts';
import type { ScheduleDeps } from './schedule-deps.ts';
import { speakInto } from './speak-into.ts';
import { showError } from './do-due.ts';
import { getSchedule, type ScheduleRecord, type ShownError } from './schedule-store.ts';

export type Settled =
  | {
      readonly outcome: 'ended';
      readonly run: RunRecord;
      readonly schedule: ScheduleRecord;
      readonly after: () => void;
    }
  /** Its turn still runs, or it is over already. */
  | { readonly outcome: 'open' }
  /** The inbox knows nothing of it. */
  | { readonly outcome: 'absent' };

const nothing = (): void => undefined;

/**
 * Ends a run whose turn has ended, in the caller's transaction: the answer stands in the target
 * chat's conversation and the outbox together with the end of the run. So it is delivered once.
 */
export function settleRun(deps: ScheduleDeps, sql: Sql, id: string): Settled {
  const run = getRun(sql, id);
  const schedule = run && getSchedule(sql, run.schedule_id);
  if (!run || !schedule || run.state !== 'running') return { outcome: 'open' };
  const errand = findErrand(sql, run);
  if (!errand) return { outcome: 'absent' };
  if (errand.inboxState === 'ignored') {
    const error = new AppError('SCHEDULE_RUN_IGNORED', { reason: errand.reason ?? 'unknown' });
    return fail(deps, sql, { run, schedule }, showError(error));
  }
  if (errand.turnId === null || errand.turnState === null || errand.turnState === 'running')
    return { outcome: 'open' };
  return close(deps, sql, { run, schedule }, errand, errand.turnId);
}

interface Pair {
  readonly run: RunRecord;
  readonly schedule: ScheduleRecord;
}

function close(
  deps: ScheduleDeps,
  sql: Sql,
  { run, schedule }: Pair,
  errand: ErrandRecord,
  turnId: string,
): Settled {
  const last = readTurnMessages(sql, turnId).findLast((message) => message.role === 'assistant');
  if (errand.turnState !== 'done')
    return fail(deps, sql, { run, schedule }, whyFailed(errand, last), turnId);
  const after = deliver(deps, sql, schedule, last?.text ?? '');
  forgetFailures(sql, schedule);
  const ended = endRun(sql, run.id, { state: 'done', turnId }, deps.clock.now()) ?? run;
  return { outcome: 'ended', run: ended, schedule, after };
}

function deliver(deps: ScheduleDeps, sql: Sql, schedule: ScheduleRecord, text: string): () => void {
  const isSilent = text.trim() === '' || (schedule.action === 'heartbeat' && isNothing(text));
  if (isSilent) return nothing;
  return speakInto(deps, sql, schedule, text).after;
}

function whyFailed(errand: ErrandRecord, last: MessageRecord | undefined): ShownError {
  if (last?.error) return JSON.parse(last.error) as ShownError;
  return showError(
    new AppError('SCHEDULE_RUN_ENDED', { state: errand.turnError ?? errand.turnState ?? '' }),
  );
}

/** Ends a run that failed, and tells the owner. Part of the caller's transaction. */
export function failRun(deps: ScheduleDeps, sql: Sql, id: string, error: ShownError): Settled {
  const run = getRun(sql, id);
  const schedule = run && getSchedule(sql, run.schedule_id);
  if (!run || !schedule) return { outcome: 'open' };
  return fail(deps, sql, { run, schedule }, error);
}

function fail(
  deps: ScheduleDeps,
  sql: Sql,
  { run, schedule }: Pair,
  error: ShownError,
  turnId?: string,
): Settled {
  const ended = endRun(sql, run.id, { state: 'failed', turnId, error }, deps.clock.now());
  if (!ended) return { outcome: 'open' };
  return { outcome: 'ended', run: ended, schedule, after: noteFailure(deps, sql, schedule, error) };
}
