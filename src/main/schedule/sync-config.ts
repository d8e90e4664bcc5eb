import type { Config } from '../../shared/config/schema.ts';
import type { ScheduleConfig } from '../../shared/config/schedules.ts';
import type { SchedulePlan } from '../../shared/protocol/schedules.ts';
import type { ChatAddress } from '../delivery/speak-up.ts';
import { findDefaultAgent } from '../router/default-agent.ts';
import { findOwner } from '../sessions/people-store.ts';
import type { Sql } from '../storage/database.ts';
import { createZone } from '../tools/time/zoned-time.ts';
import { AppError } from '../../shared/errors/index.ts';
import { checkExpression, nextTime } from './next-time.ts';
import { readAt } from './read-when.ts';
import { readSpan } from './read-span.ts';
import { pageOf } from './edit-schedule.ts';
import { showError } from './do-due.ts';
import { zoneOf, type ScheduleDeps } from './schedule-deps.ts';
import {
  changeSchedule,
  findByKey,
  insertSchedule,
  listSchedules,
  readFields,
  readPlan,
  setNext,
  setRemoved,
  type ScheduleFields,
  type ScheduleRecord,
} from './schedule-store.ts';

type SyncDeps = Pick<ScheduleDeps, 'config' | 'clock' | 'speakUp'>;

export interface SyncChange {
  readonly reason: 'added' | 'updated' | 'removed';
  readonly schedule: ScheduleRecord;
}

/**
 * Makes the schedules of the config true: new ones are made, changed ones changed, and those that
 * are gone removed, with their history kept. Part of the caller's transaction.
 */
export function syncConfig(deps: SyncDeps, sql: Sql): SyncChange[] {
  const config = deps.config();
  const wanted = new Map<string, Wanted>();
  for (const [name, entry] of Object.entries(config.schedules))
    wanted.set(`config:${name}`, { ...fromEntry(config, name, entry), to: entry.to });
  for (const agentId of Object.keys(config.agents)) {
    const beat = fromHeartbeat(config, agentId);
    if (beat) wanted.set(`heartbeat:${agentId}`, beat);
  }
  const changes = [...wanted].flatMap(([key, fields]) => syncOne(deps, sql, key, fields));
  const gone = listSchedules(sql).filter(
    (row) => row.origin === 'config' && !wanted.has(row.key ?? ''),
  );
  for (const row of gone) setRemoved(sql, row.id, deps.clock.now());
  followZone(deps, sql);
  return [...changes, ...gone.map((schedule) => ({ reason: 'removed' as const, schedule }))];
}

/** An entry of the config before its plan and target are read, which may fail. */
interface Wanted extends Omit<ScheduleFields, 'plan' | 'target' | 'nextAt' | 'problem'> {
  readonly to: string | undefined;
  readonly readPlan: (zone: string, now: number, before: SchedulePlan | undefined) => SchedulePlan;
}

function fromEntry(config: Config, name: string, entry: ScheduleConfig): Omit<Wanted, 'to'> {
  return {
    name,
    agentId: entry.agent ?? findDefaultAgent(config.agents) ?? 'main',
    timeZone: entry.timeZone ?? null,
    action: entry.say === undefined ? 'prompt' : 'say',
    text: entry.say ?? entry.prompt ?? '',
    missed: entry.missed,
    isEnabled: entry.enabled,
    readPlan: (zone, now, before) => readEntryPlan(entry, zone, now, before),
  };
}

function fromHeartbeat(config: Config, agentId: string): Wanted | undefined {
  const agent = config.agents[agentId];
  const beat = agent?.heartbeat;
  if (!agent || !beat) return undefined;
  const hours = { from: beat.from, until: beat.until };
  return {
    name: `heartbeat of ${agentId}`,
    agentId,
    timeZone: null,
    action: 'heartbeat',
    text: 'HEARTBEAT.md',
    to: beat.to,
    missed: 'skip',
    isEnabled: agent.enabled,
    readPlan: (_zone, now, before) => ({ ...readEvery(beat.every, now, before), hours }),
  };
}

function readEntryPlan(
  entry: ScheduleConfig,
  timeZone: string,
  now: number,
  before: SchedulePlan | undefined,
): SchedulePlan {
  const zone = createZone(timeZone);
  if (!zone) throw new AppError('TIME_ZONE_UNKNOWN', { zone: timeZone });
  if (entry.at !== undefined) return { kind: 'once', at: readAt(entry.at, zone, now) };
  if (entry.every !== undefined) return readEvery(entry.every, now, before);
  const expression = entry.cron?.trim() ?? '';
  checkExpression(expression, timeZone, now);
  return { kind: 'cron', expression };
}

/** An interval that stays goes on from where it began. */
function readEvery(
  text: string,
  now: number,
  before: SchedulePlan | undefined,
): Extract<SchedulePlan, { kind: 'every' }> {
  const everyMs = readSpan(text);
  const isSame = before?.kind === 'every' && before.everyMs === everyMs;
  return { kind: 'every', everyMs, anchor: isSame ? before.anchor : now };
}

function syncOne(deps: SyncDeps, sql: Sql, key: string, wanted: Wanted): SyncChange[] {
  const now = deps.clock.now();
  const row = findByKey(sql, key);
  const fields = complete(deps, sql, wanted, row);
  if (!row) {
    const personId = findOwner(sql)?.id ?? null;
    const made = {
      ...fields,
      key,
      origin: 'config' as const,
      personId,
      sessionId: null,
      ruledBy: null,
    };
    return [{ reason: 'added', schedule: insertSchedule(sql, made, now) }];
  }
  if (row.removed_at === null && isSame(readFields(row), fields)) return [];
  const schedule = changeSchedule(sql, row.id, fields, now);
  return [{ reason: row.removed_at === null ? 'updated' : 'added', schedule }];
}

/** What can't be read makes the schedule a broken one that says why, and none of the others. */
function complete(
  deps: SyncDeps,
  sql: Sql,
  { to, readPlan: readWanted, ...fields }: Wanted,
  row: ScheduleRecord | undefined,
): ScheduleFields {
  const now = deps.clock.now();
  const zone = zoneOf(deps.config(), fields.timeZone);
  try {
    const plan = readWanted(zone, now, row && readPlan(row));
    const target = readAddress(deps, sql, to, fields.agentId);
    return { ...fields, plan, target, nextAt: nextTime(plan, zone, now), problem: null };
  } catch (error) {
    const plan: SchedulePlan = { kind: 'once', at: 0 };
    const target = pageOf(fields.agentId);
    return { ...fields, plan, target, nextAt: null, problem: showError(error) };
  }
}

function readAddress(
  { speakUp }: SyncDeps,
  sql: Sql,
  to: string | undefined,
  agentId: string,
): ChatAddress {
  return to === undefined || to === 'web' ? pageOf(agentId) : speakUp.parse(sql, to);
}

/** The next time follows from the rest; one that is overdue must not be lost by a comparison. */
function isSame({ nextAt: _one, ...one }: ScheduleFields, other: ScheduleFields): boolean {
  const { nextAt: _other, ...rest } = other;
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(rest));
}

function sorted(fields: object): unknown[] {
  return Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The owner has moved: what has no zone of its own is due by the new one. */
function followZone({ config, clock }: SyncDeps, sql: Sql): void {
  const now = clock.now();
  for (const row of listSchedules(sql)) {
    if (row.time_zone !== null || row.next_at === null || row.next_at <= now) continue;
    const next = nextTime(readPlan(row), zoneOf(config(), null), now);
    if (next !== row.next_at) setNext(sql, row.id, next);
  }
}
