import { limits } from '../../shared/config/limits.ts';
import type { MissedPolicy } from './schedule-store.ts';

/** What becomes of due times, oldest first in each list. */
export interface DueDecision {
  readonly run: readonly number[];
  readonly missed: readonly number[];
}

/**
 * Whether due times run or count as missed. Those that are not late always run; of the late ones
 * the policy decides. With `once`, a run that is on time does for those before it. Pure.
 */
export function decideDue(
  times: readonly number[],
  now: number,
  policy: MissedPolicy,
): DueDecision {
  const late = times.filter((time) => time < now - limits.schedule.lateMs);
  const onTime = times.slice(late.length);
  const caughtUp = countCaughtUp(late.length, onTime.length, policy);
  const firstRun = late.length - caughtUp;
  return { run: [...late.slice(firstRun), ...onTime], missed: late.slice(0, firstRun) };
}

function countCaughtUp(late: number, onTime: number, policy: MissedPolicy): number {
  switch (policy) {
    case 'skip':
      return 0;
    case 'once':
      return onTime > 0 ? 0 : Math.min(1, late);
    case 'all':
      return Math.min(late, limits.schedule.caughtUp);
  }
}
