import type { ScheduleRow } from '../../../shared/protocol/schedules.ts';
import { matchWords } from '../../ui/match-words.ts';

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
  return schedules
    .filter((schedule) => agentId === '' || schedule.agentId === agentId)
    .filter(({ name, text, to }) => matchWords(query, [name, text, to]));
}
