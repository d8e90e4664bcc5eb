import type { ScheduleRow } from '../../../shared/protocol/schedules.ts';

interface ScheduleFilter {
  readonly query: string;
  /** Empty: of any agent. */
  readonly agentId: string;
}

/** The schedules of an agent in which every word of the query stands. */
export function filterSchedules(
  schedules: readonly ScheduleRow[],
  { query, agentId }: ScheduleFilter,
): readonly ScheduleRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return schedules.filter((schedule) => {
    if (agentId !== '' && schedule.agentId !== agentId) return false;
    const text = `${schedule.name} ${schedule.text} ${schedule.to}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
