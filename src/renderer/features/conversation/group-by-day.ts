import type { SessionRow } from '../../../shared/protocol/sessions.ts';
import { countDays } from '../../i18n/formats.ts';

export type DayGroup = 'today' | 'yesterday' | 'lastWeek' | 'earlier';

/** Conversations of one stretch of time. */
export interface SessionGroup {
  readonly day: DayGroup;
  readonly rows: readonly SessionRow[];
}

/** Groups conversations, the last used first, by how many midnights ago that was. */
export function groupByDay(rows: readonly SessionRow[], now: number): readonly SessionGroup[] {
  const groups = new Map<DayGroup, SessionRow[]>();
  for (const row of rows) {
    const day = dayOf(countDays(row.updatedAt, now));
    const group = groups.get(day) ?? [];
    group.push(row);
    groups.set(day, group);
  }
  return [...groups].map(([day, grouped]) => ({ day, rows: grouped }));
}

function dayOf(daysAgo: number): DayGroup {
  if (daysAgo <= 0) return 'today';
  if (daysAgo === 1) return 'yesterday';
  return daysAgo < 7 ? 'lastWeek' : 'earlier';
}
