import { limits } from '../../shared/config/limits.ts';
import type { SchedulePlan } from '../../shared/protocol/schedules.ts';
import { nextTime } from './next-time.ts';
import { readWhen, type When } from './read-when.ts';
import { zoneOf, type ScheduleDeps } from './schedule-deps.ts';

export interface PlanPreview {
  readonly plan: SchedulePlan;
  readonly timeZone: string;
  /** UTC milliseconds, the next one first. */
  readonly upcoming: number[];
}

/**
 * When something would be due, as if a person made a schedule of it now.
 * @throws AppError what is wrong with what was said, as when it is made
 */
export function previewPlan(
  { clock, config }: Pick<ScheduleDeps, 'clock' | 'config'>,
  { timeZone: own, ...when }: When & { readonly timeZone?: string | undefined },
  count: number,
): PlanPreview {
  const timeZone = zoneOf(config(), own);
  const now = clock.now();
  const plan = readWhen(when, { now, timeZone, leastEveryMs: limits.schedule.leastEveryMs });
  return {
    plan,
    timeZone,
    upcoming: listDue(plan, timeZone, nextTime(plan, timeZone, now), count),
  };
}

/** `first` and what comes after it, `count` moments at most. */
export function listDue(
  plan: SchedulePlan,
  timeZone: string,
  first: number | null,
  count: number,
): number[] {
  const due: number[] = [];
  for (let next = first; next !== null && due.length < count; next = nextTime(plan, timeZone, next))
    due.push(next);
  return due;
}
