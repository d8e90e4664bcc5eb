import { z } from 'zod';
import { lazy } from '../../shared/lazy.ts';
import type { Clock } from '../platform/clock.ts';
import { answerClock } from './time/answer-clock.ts';
import { createZoneFinder } from './time/find-zone.ts';
import type { Tool } from './tool.ts';

const steps = z.int().min(-100_000).max(100_000).optional();

const parameters = lazy(() =>
  z.strictObject({
    zone: z
      .string()
      .min(1)
      .max(80)
      .optional()
      .describe('Zone of the answer, as Europe/Berlin, or a city. The owner’s zone when absent.'),
    at: z
      .string()
      .min(1)
      .max(40)
      .optional()
      .describe(
        'A moment as 2026-12-24 or 2026-12-24T18:30, with Z or an offset if known. Now when absent.',
      ),
    atZone: z
      .string()
      .min(1)
      .max(80)
      .optional()
      .describe('Zone in which `at` is meant. The owner’s zone when absent.'),
    add: z
      .strictObject({
        years: steps,
        months: steps,
        weeks: steps,
        days: steps,
        hours: steps,
        minutes: steps,
      })
      .optional()
      .describe('A span that is added to the moment; negative numbers go back.'),
    until: z
      .string()
      .min(1)
      .max(40)
      .optional()
      .describe(
        'Also count days and minutes from the moment until this one, in the zone of the answer.',
      ),
  }),
);

/** Tells and computes dates and times. Answers JSON, see `ClockAnswer`. */
export function createClockTool(clock: Clock, timeZone: () => string | undefined): Tool {
  const zones = createZoneFinder();
  return {
    name: 'clock',
    description:
      'Tells date, time and weekday, now or at a given moment, in any time zone; adds spans of time; counts days until a date. Always use it for dates: you do not know the current time.',
    parameters,
    isRepeatable: true,
    touches: ['nothing'],
    asks: 'never',
    run(args) {
      const question = parameters().parse(args);
      const homeZone = timeZone() ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
      const answer = answerClock(question, { nowMs: clock.now(), homeZone, zones });
      return Promise.resolve({ text: JSON.stringify(answer), isError: false });
    },
  };
}
