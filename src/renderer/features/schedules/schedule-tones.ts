import type { ScheduleRow, ScheduleRunState } from '../../../shared/protocol/schedules.ts';
import type { Tone } from '../../ui/badge.tsx';

/** How a schedule does, as a colour. */
export function toneOfSchedule({ state, failures, lastRun }: ScheduleRow): Tone {
  if (state === 'broken') return 'bad';
  if (lastRun?.state === 'running') return 'live';
  if (state !== 'active') return 'plain';
  return failures > 0 ? 'bad' : 'ok';
}

/** How a run ended, as a colour. */
export const runTones: Readonly<Record<ScheduleRunState, Tone>> = {
  waiting: 'live',
  running: 'live',
  done: 'ok',
  failed: 'bad',
  skipped: 'warn',
  missed: 'warn',
};
