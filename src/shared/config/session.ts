import { z } from 'zod';
import { lazy } from '../lazy.ts';
import { setting } from './setting.ts';

/** Section `session`: how long a conversation lasts and how long it is kept. */
export const sessionSection = lazy(() =>
  z.object({
    idleResetMinutes: setting(z.int().min(1).optional(), {
      title: 'New conversation after a pause',
      help: 'In minutes. Off when absent.',
      effect: 'none',
    }),
    dailyResetHour: setting(z.int().min(0).max(23).optional(), {
      title: 'New conversation each day',
      help: 'The hour in the owner’s time zone. Off when absent.',
      effect: 'none',
    }),
    retentionDays: setting(z.int().min(1).optional(), {
      title: 'Keep conversations for',
      help: 'In days since the last message. Kept for ever when absent.',
      effect: 'none',
    }),
    traceRetentionDays: setting(z.int().min(1).default(30), {
      title: 'Keep traces for',
      help: 'In days: how each answer came to be, with the prompt as it was sent.',
      effect: 'none',
    }),
  }),
);

/** Whether this runtime knows a time zone of that name; times are computed with it. */
function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** Section `owner`: the person all this is for. */
export const ownerSection = lazy(() =>
  z.object({
    name: setting(z.string().max(80).optional(), {
      title: 'Your name',
      help: 'How the assistant calls you.',
      effect: 'none',
    }),
    timeZone: setting(z.string().refine(isTimeZone, 'there is no such time zone').optional(), {
      title: 'Time zone',
      help: 'Such as Europe/Berlin. Budgets and daily resets follow it; the machine’s own when absent.',
      effect: 'none',
    }),
  }),
);

/** Section `logging`. */
export const loggingSection = lazy(() =>
  z.object({
    level: setting(z.enum(['debug', 'info', 'warn', 'error']).default('info'), {
      title: 'Level',
      help: 'How much is written to the log. Takes effect at once.',
      effect: 'none',
    }),
  }),
);
