import { describe, expect, it } from 'vitest';
import { createDrivenClock } from '../platform/driven-clock.ts';
import { previewPlan } from './preview-plan.ts';
import { makeConfig } from './testing/schedule-scene.ts';

const now = Date.parse('2026-11-23T09:30Z');
const deps = { clock: createDrivenClock(now), config: () => makeConfig({}) };
const preview = (when: Parameters<typeof previewPlan>[1], count = 3) =>
  previewPlan(deps, when, count);
const iso = (times: readonly number[]): string[] =>
  times.map((time) => new Date(time).toISOString().slice(0, 16));

describe('what would be due', () => {
  it('is told of an expression, in the zone that was named', () => {
    const { upcoming, timeZone } = preview({ cron: '0 8 * * 1-5', timeZone: 'Europe/Berlin' });
    expect(timeZone).toBe('Europe/Berlin');
    expect(iso(upcoming)).toEqual(['2026-11-24T07:00', '2026-11-25T07:00', '2026-11-26T07:00']);
  });

  it('is one moment where it comes once', () => {
    expect(iso(preview({ in: '90 minutes' }).upcoming)).toEqual(['2026-11-23T11:00']);
  });

  it('is counted from now where it comes at intervals', () => {
    expect(iso(preview({ every: '2h' }, 2).upcoming)).toEqual([
      '2026-11-23T11:30',
      '2026-11-23T13:30',
    ]);
  });

  it('is refused with the reason that making it would be refused with', () => {
    expect(() => preview({ cron: '0 25 * * *' })).toThrow('not valid at the hour');
    expect(() => preview({ at: '2020-01-01T08:00' })).toThrow('over already');
    expect(() => preview({})).toThrow('exactly one of');
  });
});
