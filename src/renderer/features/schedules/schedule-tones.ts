import type { ScheduleRow, ScheduleRunState } from '../../../shared/protocol/schedules.ts';
import type { Tone } from '../../ui/badge.tsx';

/** How a schedule does, as a colour. */
export function toneOfSchedule({ state, failures, lastRun }: ScheduleRow): Tone {
  if (state === 'broken') return 'bad';
  if (lastRun?.state === 'running') return 'live';
  if (state !== 'active') return 'plain';
  return failures > 0 ? 'bad' : 'ok';
}

/** How a schedule does, in one word: what it is about now goes first. */
export function wordOfSchedule({
  state,
  failures,
  lastRun,
}: ScheduleRow): ScheduleRow['state'] | 'running' | 'failing' {
  if (lastRun?.state === 'running') return 'running';
  return failures > 0 && state === 'active' ? 'failing' : state;
}

/** Whether somebody has to look at it. */
export function needsSomebody({ state, failures }: ScheduleRow): boolean {
  return state === 'broken' || failures > 0;
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
