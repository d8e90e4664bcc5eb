import type { ScheduleRunState } from '../../shared/protocol/schedules.ts';
import { limits } from '../../shared/config/limits.ts';
import { newId } from '../platform/ids.ts';
import type { Sql } from '../storage/database.ts';
import type { ShownError } from './schedule-store.ts';

/** One run as it is stored. Its id is the id of the run for clients as well. */
export interface RunRecord {
  readonly id: string;
  readonly schedule_id: string;
  readonly due_at: number;
  readonly cause: 'time' | 'hand';
  readonly state: ScheduleRunState;
  readonly turn_id: string | null;
  readonly session_key: string | null;
  /** The channel under which the inbox knows the errand. */
  readonly channel: string | null;
  readonly error: string | null;
  readonly created_at: number;
  readonly started_at: number | null;
  readonly finished_at: number | null;
}

export interface NewRun {
  readonly scheduleId: string;
  readonly dueAt: number;
  readonly cause: 'time' | 'hand';
  readonly state: ScheduleRunState;
}

/** Undefined when this due time has its run already. */
export function insertRun(sql: Sql, run: NewRun, now: number): RunRecord | undefined {
  const isOver = run.state !== 'waiting' && run.state !== 'running';
  return sql
    .statement<[string, string, number, string, string, number, number | null], RunRecord>(
      `INSERT INTO schedule_run (id, schedule_id, due_at, cause, state, created_at, finished_at)
       VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (schedule_id, due_at) DO NOTHING RETURNING *`,
    )
    .get(newId(), run.scheduleId, run.dueAt, run.cause, run.state, now, isOver ? now : null);
}

export function getRun(sql: Sql, id: string): RunRecord | undefined {
  return sql.statement<[string], RunRecord>('SELECT * FROM schedule_run WHERE id = ?').get(id);
}

/** Runs in a state that is not an end, oldest first. */
export function listOpenRuns(sql: Sql, state: 'waiting' | 'running'): RunRecord[] {
  return sql
    .statement<[string], RunRecord>('SELECT * FROM schedule_run WHERE state = ? ORDER BY id')
    .all(state);
}

export function countOpenRuns(
  sql: Sql,
  scheduleId: string,
): { readonly waiting: number; readonly running: number } {
  const row = sql
    .statement<[string], { waiting: number; running: number }>(
      `SELECT count(*) FILTER (WHERE state = 'waiting') AS waiting,
         count(*) FILTER (WHERE state = 'running') AS running
       FROM schedule_run WHERE state IN ('waiting', 'running') AND schedule_id = ?`,
    )
    .get(scheduleId);
  return row ?? { waiting: 0, running: 0 };
}

/** A run begins. False when it is not waiting any more. */
export function beginRun(
  sql: Sql,
  id: string,
  place: { readonly sessionKey: string; readonly channel: string },
  now: number,
): boolean {
  return (
    sql
      .statement<[number, string, string, string]>(
        `UPDATE schedule_run SET state = 'running', started_at = ?, session_key = ?, channel = ?
         WHERE id = ? AND state = 'waiting'`,
      )
      .run(now, place.sessionKey, place.channel, id) > 0
  );
}

export interface RunEnd {
  readonly state: 'done' | 'failed';
  readonly turnId?: string | undefined;
  readonly sessionKey?: string | undefined;
  readonly error?: ShownError | undefined;
}

/** A run ends. Undefined when it has ended before. */
export function endRun(sql: Sql, id: string, end: RunEnd, now: number): RunRecord | undefined {
  return sql
    .statement<
      [string, string | null, string | null, string | null, number, number, string],
      RunRecord
    >(
      `UPDATE schedule_run SET state = ?, turn_id = coalesce(?, turn_id),
         session_key = coalesce(?, session_key), error = ?, started_at = coalesce(started_at, ?),
         finished_at = ?
       WHERE id = ? AND state IN ('waiting', 'running') RETURNING *`,
    )
    .get(
      end.state,
      end.turnId ?? null,
      end.sessionKey ?? null,
      end.error ? JSON.stringify(end.error) : null,
      now,
      now,
      id,
    );
}

/** The run that was due last, whatever became of it. */
export function findLastRun(sql: Sql, scheduleId: string): RunRecord | undefined {
  return sql
    .statement<[string], RunRecord>(
      'SELECT * FROM schedule_run WHERE schedule_id = ? ORDER BY due_at DESC LIMIT 1',
    )
    .get(scheduleId);
}

export interface RunFilter {
  readonly scheduleId?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Runs with the names of their schedules, the newest first. */
export function listRuns(sql: Sql, filter: RunFilter): (RunRecord & { name: string })[] {
  const parts: [string, string][] = [];
  if (filter.scheduleId !== undefined) parts.push(['r.schedule_id = ?', filter.scheduleId]);
  if (filter.before !== undefined) parts.push(['r.id < ?', filter.before]);
  const where = parts.map(([text]) => text).join(' AND ') || 'TRUE';
  return sql
    .statement<unknown[], RunRecord & { name: string }>(
      `SELECT r.*, s.name FROM schedule_run r JOIN schedule s ON s.id = r.schedule_id
       WHERE ${where} ORDER BY r.id DESC LIMIT ?`,
    )
    .all(...parts.map(([, value]) => value), filter.limit);
}

/** Keeps the history of one schedule within its bound. */
export function trimRuns(sql: Sql, scheduleId: string): void {
  sql
    .statement<[string, string, number]>(
      `DELETE FROM schedule_run WHERE schedule_id = ? AND state NOT IN ('waiting', 'running')
         AND due_at < (SELECT due_at FROM schedule_run WHERE schedule_id = ?
                       ORDER BY due_at DESC LIMIT 1 OFFSET ?)`,
    )
    .run(scheduleId, scheduleId, limits.schedule.keptRuns - 1);
}
