import type { Config } from '../../shared/config/schema.ts';
import type { ScheduleRow, ScheduleRunRow } from '../../shared/protocol/schedules.ts';
import { formatAddress } from '../delivery/create-speak-up.ts';
import type { ChatAddress } from '../delivery/speak-up.ts';
import type { Sql } from '../storage/database.ts';
import { findErrand } from './find-errand.ts';
import { findLastRun, type RunRecord } from './run-store.ts';
import { zoneOf } from './schedule-deps.ts';
import { readPlan, readTarget, type ScheduleRecord, type ShownError } from './schedule-store.ts';

/** A schedule as clients see it. */
export function toScheduleRow(sql: Sql, config: Config, row: ScheduleRecord): ScheduleRow {
  const last = findLastRun(sql, row.id);
  const problem = row.problem === null ? undefined : (JSON.parse(row.problem) as ShownError);
  return {
    id: row.id,
    name: row.name,
    origin: row.origin,
    agentId: row.agent_id,
    plan: readPlan(row),
    timeZone: zoneOf(config, row.time_zone),
    action: row.action,
    text: row.text,
    to: writeAddress(readTarget(row)),
    missed: row.missed,
    isEnabled: row.is_enabled === 1,
    state: stateOf(row),
    failures: row.failures,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    ...(row.person_id === null ? {} : { personId: row.person_id }),
    ...(row.next_at === null ? {} : { nextAt: row.next_at }),
    ...(row.removed_at === null ? {} : { removedAt: row.removed_at }),
    ...(problem ? { problem } : {}),
    ...(last ? { lastRun: toRunRow(sql, last, row.name) } : {}),
  };
}

function stateOf(row: ScheduleRecord): ScheduleRow['state'] {
  if (row.problem !== null) return 'broken';
  if (row.is_enabled === 0) return 'paused';
  return row.next_at === null ? 'over' : 'active';
}

/** On a messenger the chat, on the page the conversation. */
function writeAddress(address: ChatAddress): string {
  if (address.channel !== 'web') return formatAddress(address);
  return address.sessionKey ?? 'web';
}

/** A run as clients see it. */
export function toRunRow(sql: Sql, run: RunRecord, name: string): ScheduleRunRow {
  const turnId = run.turn_id ?? (run.state === 'running' ? findErrand(sql, run)?.turnId : null);
  return {
    id: run.id,
    scheduleId: run.schedule_id,
    name,
    dueAt: run.due_at,
    cause: run.cause,
    state: run.state,
    ...(turnId ? { turnId } : {}),
    ...(run.session_key === null ? {} : { sessionKey: run.session_key }),
    ...(run.started_at === null ? {} : { startedAt: run.started_at }),
    ...(run.finished_at === null ? {} : { finishedAt: run.finished_at }),
    ...(run.error === null ? {} : { error: JSON.parse(run.error) as ShownError }),
  };
}
