import { limits } from '../../shared/config/limits.ts';
import type { ResultOf } from '../../shared/protocol/contract.ts';
import { firstIdAt } from '../platform/ids.ts';
import type { Sql } from '../storage/database.ts';
import { addDays, type DayBounds } from './day-bounds.ts';
import { sumUsage } from './usage-store.ts';
import { totalOf } from './usage-report.ts';

type Overview = ResultOf<'overview.get'>;
type Happened = Pick<
  Overview,
  'today' | 'yesterday' | 'channelsToday' | 'days' | 'failures' | 'schedules' | 'approvals'
>;

/**
 * What happened today, from rows that are few: sums of usage by day, and what has an index of its own.
 * Nothing here grows with the number of messages.
 */
export function readHappened(sql: Sql, { day, startsAt }: DayBounds): Happened {
  const today = { from: day, to: day };
  const yesterday = addDays(day, -1);
  const since = firstIdAt(startsAt);
  return {
    today: totalOf(sql, today),
    yesterday: totalOf(sql, { from: yesterday, to: yesterday }),
    channelsToday: sumUsage(sql, today, ['channel'], limits.usage.overviewRows),
    days: sumUsage(
      sql,
      { from: addDays(day, 1 - limits.usage.overviewDays), to: day },
      ['day'],
      limits.usage.overviewDays,
    ),
    failures: readFailures(sql, since),
    schedules: readSchedules(sql, since),
    approvals: readApprovals(sql, since),
  };
}

function readFailures(sql: Sql, since: string): Overview['failures'] {
  return sql
    .statement<[string, number], Overview['failures'][number]>(
      `SELECT turn.id AS turnId, session.id AS sessionId, session.key AS sessionKey, session.title,
         turn.agent_id AS agentId, turn.channel, coalesce(turn.error, '') AS code,
         coalesce((SELECT json_extract(message.error, '$.message') FROM message
           WHERE message.turn_id = turn.id AND message.error IS NOT NULL
           ORDER BY message.seq DESC LIMIT 1), '') AS message,
         coalesce(turn.finished_at, turn.created_at) AS at
       FROM turn INDEXED BY turn_failed JOIN session ON session.id = turn.session_id
       WHERE turn.state IN ('failed', 'expired') AND turn.id >= ? ORDER BY turn.id DESC LIMIT ?`,
    )
    .all(since, limits.usage.overviewFailures);
}

function readSchedules(sql: Sql, since: string): Overview['schedules'] {
  const runs = sql
    .statement<[string], { done: number; failed: number; missed: number }>(
      `SELECT coalesce(sum(state = 'done'), 0) AS done, coalesce(sum(state = 'failed'), 0) AS failed,
         coalesce(sum(state = 'missed'), 0) AS missed FROM schedule_run WHERE id >= ?`,
    )
    .get(since);
  const next = sql
    .statement<[], { id: string; name: string; at: number }>(
      `SELECT id, name, next_at AS at FROM schedule
       WHERE next_at IS NOT NULL AND is_enabled = 1 AND removed_at IS NULL ORDER BY next_at LIMIT 1`,
    )
    .get();
  const broken = sql
    .statement<[], { n: number }>(
      'SELECT count(*) AS n FROM schedule WHERE removed_at IS NULL AND problem IS NOT NULL',
    )
    .get();
  const none = { done: 0, failed: 0, missed: 0 };
  return { ...none, ...runs, broken: broken?.n ?? 0, ...(next === undefined ? {} : { next }) };
}

function readApprovals(sql: Sql, since: string): Overview['approvals'] {
  const row = sql
    .statement<[string], Overview['approvals']>(
      `SELECT coalesce(sum(state = 'allowed'), 0) AS allowed, coalesce(sum(state = 'denied'), 0) AS denied,
         coalesce(sum(state = 'expired'), 0) AS expired FROM approval WHERE id >= ?`,
    )
    .get(since);
  return row ?? { allowed: 0, denied: 0, expired: 0 };
}
