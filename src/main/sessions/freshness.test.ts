import { expect, it } from 'vitest';
import { isStale, localParts } from './freshness.ts';

const rules = (changes: object = {}) => ({ traceRetentionDays: 30, ...changes });
const at = (text: string) => Date.parse(text);

it('never resets by itself unless it is told to', () => {
  expect(isStale(0, at('2026-06-01T00:00:00Z'), rules(), 'UTC')).toBe(false);
});
it('resets after a pause', () => {
  expect(isStale(0, 30 * 60_000, rules({ idleResetMinutes: 30 }), 'UTC')).toBe(false);
  expect(isStale(0, 30 * 60_000 + 1, rules({ idleResetMinutes: 30 }), 'UTC')).toBe(true);
});
it('resets when the owner’s clock passes the hour, not when the date changes', () => {
  const daily = rules({ dailyResetHour: 4 });
  const evening = at('2026-06-01T20:00:00Z'); // 22:00 in Berlin
  expect(isStale(evening, at('2026-06-02T01:59:00Z'), daily, 'Europe/Berlin')).toBe(false); // 03:59
  expect(isStale(evening, at('2026-06-02T02:00:00Z'), daily, 'Europe/Berlin')).toBe(true); // 04:00
});
it('knows the day in a zone across a clock change', () => {
  expect(localParts(at('2026-10-25T00:30:00Z'), 'Europe/Berlin')).toEqual({
    day: '2026-10-25',
    hour: 2,
  });
  expect(localParts(at('2026-10-25T01:30:00Z'), 'Europe/Berlin')).toEqual({
    day: '2026-10-25',
    hour: 2,
  });
  const daily = rules({ dailyResetHour: 3 });
  expect(
    isStale(at('2026-10-25T00:30:00Z'), at('2026-10-25T01:30:00Z'), daily, 'Europe/Berlin'),
  ).toBe(false);
});
