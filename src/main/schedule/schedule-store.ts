import type { ScheduleConfig } from '../../shared/config/schedules.ts';
import type {
  ScheduleAction,
  ScheduleOrigin,
  SchedulePlan,
} from '../../shared/protocol/schedules.ts';
import type { ChatAddress } from '../delivery/speak-up.ts';
import { newId } from '../platform/ids.ts';
import type { Sql } from '../storage/database.ts';

export type MissedPolicy = ScheduleConfig['missed'];

/** A failure as it is shown to people. */
export interface ShownError {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** A schedule as it is stored. Times are UTC milliseconds. */
export interface ScheduleRecord {
  readonly id: string;
  /** Recognises a repeat; null where nothing can be repeated. */
  readonly key: string | null;
  readonly name: string;
  readonly origin: ScheduleOrigin;
  readonly agent_id: string;
  readonly plan: string;
  /** Null: the owner's. */
  readonly time_zone: string | null;
  readonly action: ScheduleAction;
  readonly text: string;
  readonly target: string;
  /** With whose rights; null where nobody is known. */
  readonly person_id: string | null;
  readonly session_id: string | null;
  /** The channel whose list of tools counts: the one it was made on. */
  readonly ruled_by: string | null;
  readonly missed: MissedPolicy;
  readonly is_enabled: number;
  readonly next_at: number | null;
  readonly failures: number;
  readonly alerted_at: number | null;
  readonly problem: string | null;
  readonly created_at: number;
  readonly updated_at: number;
  readonly removed_at: number | null;
}

/** What can be said of a schedule, for making and for changing it. */
export interface ScheduleFields {
  readonly name: string;
  readonly agentId: string;
  readonly plan: SchedulePlan;
  readonly timeZone: string | null;
  readonly action: ScheduleAction;
  readonly text: string;
  readonly target: ChatAddress;
  readonly missed: MissedPolicy;
  readonly isEnabled: boolean;
  readonly nextAt: number | null;
  readonly problem: ShownError | null;
}

export interface NewSchedule extends ScheduleFields {
  readonly key: string | null;
  readonly origin: ScheduleOrigin;
  readonly personId: string | null;
  readonly sessionId: string | null;
  readonly ruledBy: string | null;
}

export function insertSchedule(sql: Sql, made: NewSchedule, now: number): ScheduleRecord {
  const row = sql
    .statement<[object], ScheduleRecord>(
      `INSERT INTO schedule (id, key, origin, person_id, session_id, ruled_by, name, agent_id, plan, time_zone, action,
         text, target, missed, is_enabled, next_at, problem, created_at, updated_at)
       VALUES (@id, @key, @origin, @personId, @sessionId, @ruledBy, @name, @agentId, @plan, @timeZone, @action,
         @text, @target, @missed, @isEnabled, @nextAt, @problem, @now, @now) RETURNING *`,
    )
    .get({
      id: newId(),
      key: made.key,
      origin: made.origin,
      personId: made.personId,
      sessionId: made.sessionId,
      ruledBy: made.ruledBy,
      ...toColumns(made),
      now,
    });
  if (!row) throw new Error('an insert returned no row');
  return row;
}

/** Stores what a schedule is from now on; what failed before is forgotten. */
export function changeSchedule(
  sql: Sql,
  id: string,
  fields: ScheduleFields,
  now: number,
): ScheduleRecord {
  const row = sql
    .statement<[object], ScheduleRecord>(
      `UPDATE schedule SET name = @name, agent_id = @agentId, plan = @plan, time_zone = @timeZone,
         action = @action, text = @text, target = @target, missed = @missed, is_enabled = @isEnabled,
         next_at = @nextAt, problem = @problem, failures = 0, alerted_at = NULL, removed_at = NULL,
         updated_at = @now
       WHERE id = @id RETURNING *`,
    )
    .get({ id, ...toColumns(fields), now });
  if (!row) throw new Error(`there is no schedule ${id}`);
  return row;
}

function toColumns(fields: ScheduleFields): Record<string, string | number | null> {
  return {
    name: fields.name,
    agentId: fields.agentId,
    plan: JSON.stringify(fields.plan),
    timeZone: fields.timeZone,
    action: fields.action,
    text: fields.text,
    target: JSON.stringify(fields.target),
    missed: fields.missed,
    isEnabled: fields.isEnabled ? 1 : 0,
    nextAt: fields.nextAt,
    problem: fields.problem && JSON.stringify(fields.problem),
  };
}

/** The fields of a stored schedule, to be changed and stored again. */
export function readFields(row: ScheduleRecord): ScheduleFields {
  return {
    name: row.name,
    agentId: row.agent_id,
    plan: readPlan(row),
    timeZone: row.time_zone,
    action: row.action,
    text: row.text,
    target: readTarget(row),
    missed: row.missed,
    isEnabled: row.is_enabled === 1,
    nextAt: row.next_at,
    problem: row.problem === null ? null : (JSON.parse(row.problem) as ShownError),
  };
}

/** When a stored schedule is due; this program wrote it. */
export function readPlan(row: ScheduleRecord): SchedulePlan {
  return JSON.parse(row.plan) as SchedulePlan;
}

/** Where its result goes; this program wrote it. */
export function readTarget(row: ScheduleRecord): ChatAddress {
  return JSON.parse(row.target) as ChatAddress;
}

export function getSchedule(sql: Sql, id: string): ScheduleRecord | undefined {
  return sql.statement<[string], ScheduleRecord>('SELECT * FROM schedule WHERE id = ?').get(id);
}

export function findByKey(sql: Sql, key: string): ScheduleRecord | undefined {
  return sql.statement<[string], ScheduleRecord>('SELECT * FROM schedule WHERE key = ?').get(key);
}

/** All schedules but the removed ones, in no order. */
export function listSchedules(sql: Sql): ScheduleRecord[] {
  return sql.statement<[], ScheduleRecord>('SELECT * FROM schedule WHERE removed_at IS NULL').all();
}

/** Those that can be brought back, the last removed first. */
export function listRemoved(sql: Sql): ScheduleRecord[] {
  return sql
    .statement<[], ScheduleRecord>(
      'SELECT * FROM schedule WHERE removed_at IS NOT NULL ORDER BY removed_at DESC',
    )
    .all();
}

const isActive = 'next_at IS NOT NULL AND is_enabled = 1 AND removed_at IS NULL';

/** The next moment at which anything is due; undefined when nothing is scheduled. */
export function findNextAt(sql: Sql): number | undefined {
  return sql
    .statement<[], { next_at: number }>(
      `SELECT next_at FROM schedule WHERE ${isActive} ORDER BY next_at LIMIT 1`,
    )
    .get()?.next_at;
}

/** What is due, the longest overdue first. */
export function listDue(sql: Sql, now: number): ScheduleRecord[] {
  return sql
    .statement<[number], ScheduleRecord>(
      `SELECT * FROM schedule WHERE ${isActive} AND next_at <= ? ORDER BY next_at`,
    )
    .all(now);
}

export function setNext(sql: Sql, id: string, nextAt: number | null): void {
  sql
    .statement<[number | null, string]>('UPDATE schedule SET next_at = ? WHERE id = ?')
    .run(nextAt, id);
}

export function setRemoved(sql: Sql, id: string, now: number): void {
  sql.statement<[number, string]>('UPDATE schedule SET removed_at = ? WHERE id = ?').run(now, id);
}

/** Counts a failure, or forgets them after a success. */
export function setFailures(
  sql: Sql,
  id: string,
  failures: number,
  alertedAt: number | null,
): void {
  sql
    .statement<[number, number | null, string]>(
      'UPDATE schedule SET failures = ?, alerted_at = ? WHERE id = ?',
    )
    .run(failures, alertedAt, id);
}

/** Schedules that are not over: of everybody, and of one person with one agent. */
export function countActive(
  sql: Sql,
  agentId: string,
  personId: string | null,
): { total: number; own: number } {
  const row = sql
    .statement<[string, string | null], { total: number; own: number }>(
      `SELECT count(*) AS total, count(*) FILTER (WHERE agent_id = ? AND person_id IS ?) AS own
       FROM schedule WHERE next_at IS NOT NULL AND removed_at IS NULL AND origin <> 'config'`,
    )
    .get(agentId, personId);
  return row ?? { total: 0, own: 0 };
}

/** Forgets for good what was removed, or was over, before a moment. */
export function purgeSchedules(sql: Sql, before: number): number {
  return sql
    .statement<[number, number]>(
      `DELETE FROM schedule WHERE removed_at < ?
         OR (origin <> 'config' AND next_at IS NULL AND problem IS NULL AND updated_at < ?
             AND NOT EXISTS (SELECT 1 FROM schedule_run r WHERE r.schedule_id = schedule.id
                             AND r.state IN ('waiting', 'running')))`,
    )
    .run(before, before);
}
