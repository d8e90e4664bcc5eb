import { z } from 'zod';
import { lazy } from '../lazy.ts';
import { setting } from './setting.ts';

/** What becomes of runs that were due while the program was off. */
export const missedPolicies = ['once', 'all', 'skip'] as const;

/** One entry of section `schedules`. */
export const scheduleEntry = lazy(() =>
  z
    .object({
      enabled: setting(z.boolean().default(true), {
        title: 'Enabled',
        help: 'Off keeps the schedule and its history.',
        effect: 'none',
      }),
      at: setting(z.string().max(40).optional(), {
        title: 'Once at',
        help: 'Such as 2026-12-24T18:00, in the time zone of the schedule.',
        effect: 'none',
      }),
      every: setting(
        z
          .string()
          .regex(/^\d+\s*(s|m|h|d)$/)
          .optional(),
        {
          title: 'Every',
          help: 'Such as 30m, 2h or 1d.',
          effect: 'none',
        },
      ),
      cron: setting(z.string().max(120).optional(), {
        title: 'Cron expression',
        help: 'Such as 0 8 * * 1-5: minute, hour, day, month, weekday.',
        effect: 'none',
      }),
      timeZone: setting(z.string().max(64).optional(), {
        title: 'Time zone',
        help: 'Such as Europe/Berlin; the owner’s when absent.',
        effect: 'none',
      }),
      agent: setting(z.string().max(64).optional(), {
        title: 'Agent',
        help: 'Who does it; the default agent when absent.',
        effect: 'none',
      }),
      prompt: setting(z.string().max(20_000).optional(), {
        title: 'Task',
        help: 'What the agent is asked to do.',
        effect: 'none',
        literal: true,
      }),
      say: setting(z.string().max(4_000).optional(), {
        title: 'Text',
        help: 'Is sent as it is, without asking a model.',
        effect: 'none',
        literal: true,
      }),
      to: setting(z.string().max(512).optional(), {
        title: 'Chat',
        help: 'Where the result goes, such as telegram:direct:42; the page when absent.',
        effect: 'none',
      }),
      missed: setting(z.enum(missedPolicies).default('once'), {
        title: 'Missed runs',
        help: 'What was due while the program was off: run once, run all, or skip.',
        effect: 'none',
      }),
    })
    .refine(
      ({ at, every, cron }) => [at, every, cron].filter((one) => one !== undefined).length === 1,
      'give it one of at, every and cron',
    )
    .refine(
      ({ prompt, say }) => (prompt === undefined) !== (say === undefined),
      'give it either a prompt or a text to say',
    ),
);

export type ScheduleConfig = z.output<ReturnType<typeof scheduleEntry>>;

/** An agent's own look around, at intervals. */
export const heartbeat = lazy(() =>
  z.object({
    every: setting(z.string().regex(/^\d+\s*(m|h|d)$/), {
      title: 'Every',
      help: 'Such as 30m or 2h.',
      effect: 'none',
    }),
    from: setting(z.int().min(0).max(23).default(8), {
      title: 'From',
      help: 'The first hour of the day, in the owner’s time zone.',
      effect: 'none',
    }),
    until: setting(z.int().min(1).max(24).default(22), {
      title: 'Until',
      help: 'The hour at which it rests.',
      effect: 'none',
    }),
    to: setting(z.string().max(512).optional(), {
      title: 'Chat',
      help: 'Where it speaks up, such as telegram:direct:42; the page when absent.',
      effect: 'none',
    }),
  }),
);
