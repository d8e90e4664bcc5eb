import { AppError } from '../../shared/errors/index.ts';
import type { Sql } from '../storage/database.ts';
import type { Asker } from './schedules.ts';
import {
  getSchedule,
  listRemoved,
  listSchedules,
  readTarget,
  type ScheduleRecord,
} from './schedule-store.ts';

/** Whether somebody may see and change a schedule. */
export function maySee(schedule: ScheduleRecord, asker: Asker): boolean {
  if (asker.kind === 'person') return true;
  if (schedule.agent_id !== asker.agentId) return false;
  if (asker.isOwner) return true;
  if (schedule.origin === 'config' || schedule.person_id !== asker.personId) return false;
  // Where nobody is known, those of one chat belong together.
  return asker.personId !== null || isSameChat(readTarget(schedule), asker.chat);
}

type Place = ReturnType<typeof readTarget>;

/** Whether two addresses lead into the same chat. */
export function isSameChat(one: Place, other: Place): boolean {
  const isWeb = one.channel === 'web' && other.channel === 'web';
  if (isWeb) return one.sessionKey === other.sessionKey;
  return (
    one.channel === other.channel &&
    one.chat.kind === other.chat.kind &&
    one.chat.id === other.chat.id &&
    one.threadId === other.threadId
  );
}

/**
 * Finds a schedule by its id or by its name; by name, one that is not over goes first.
 *
 * @throws AppError SCHEDULE_UNKNOWN, also for one that the asker may not see
 */
export function findSchedule(
  sql: Sql,
  idOrName: string,
  asker: Asker,
  isRemoved = false,
): ScheduleRecord {
  const byId = getSchedule(sql, idOrName);
  const found = byId ? [byId] : findByName(sql, idOrName, asker, isRemoved);
  const isFine = (row: ScheduleRecord): boolean =>
    (row.removed_at !== null) === isRemoved && maySee(row, asker);
  const schedule = found.find(isFine);
  if (!schedule) throw new AppError('SCHEDULE_UNKNOWN', { id: idOrName });
  return schedule;
}

function findByName(sql: Sql, name: string, asker: Asker, isRemoved: boolean): ScheduleRecord[] {
  const wanted = name.trim().toLowerCase();
  const named = (isRemoved ? listRemoved(sql) : listSchedules(sql)).filter(
    (row) => row.name.toLowerCase() === wanted && maySee(row, asker),
  );
  const active = named.filter((row) => row.next_at !== null);
  // Two of that name: changing the wrong one would be worse than asking for the id.
  if (active.length === 1) return active;
  return named.length === 1 ? named : [];
}
