import { expect, it } from 'vitest';
import type { SchedulePlan } from '../protocol/schedules.ts';
import { describePlan } from './schedule-words.ts';

const both = async (plan: SchedulePlan): Promise<string[]> => [
  await describePlan(plan, { language: 'en', timeZone: 'Europe/Berlin' }),
  await describePlan(plan, { language: 'de', timeZone: 'Europe/Berlin' }),
];

it('says a cron expression in words', async () => {
  expect(await both({ kind: 'cron', expression: '0 8 * * 1-5' })).toEqual([
    'At 08:00, Monday through Friday',
    'Um 08:00, Montag bis Freitag',
  ]);
});

it('says an interval in its largest whole unit, and its hours', async () => {
  const every = { kind: 'every', everyMs: 5_400_000, anchor: 0 } as const;
  expect(await both(every)).toEqual(['Every 90 minutes', 'Alle 90 Minuten']);
  expect(await both({ ...every, everyMs: 86_400_000 })).toEqual(['Every day', 'Jeden Tag']);
  expect(await both({ ...every, everyMs: 3_600_000, hours: { from: 8, until: 22 } })).toEqual([
    'Every hour, from 8:00 to 22:00',
    'Jede Stunde, von 8 bis 22 Uhr',
  ]);
});

it('says a moment as a wall in the time zone shows it', async () => {
  expect(await both({ kind: 'once', at: Date.parse('2026-12-24T17:00Z') })).toEqual([
    expect.stringMatching(/^Thursday,? 24 December 2026 at 18:00$/),
    'Donnerstag, 24. Dezember 2026 um 18:00',
  ]);
});
