import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerClock, type ClockQuestion } from './answer-clock.ts';
import { isoWeek } from './calendar.ts';
import { createZoneFinder } from './find-zone.ts';
import { wallFromMs } from './zoned-time.ts';

const zones = createZoneFinder();
/** Tuesday, 3 November 2026, 14:05 in Berlin. */
const nowMs = Date.UTC(2026, 10, 3, 13, 5, 9);
const ask = (question: ClockQuestion) =>
  answerClock(question, { nowMs, homeZone: 'Europe/Berlin', zones });

describe('answerClock', () => {
  it('tells the time at home', () => {
    expect(ask({})).toEqual({
      zone: 'Europe/Berlin',
      date: '2026-11-03',
      time: '14:05:09',
      weekday: 'Tuesday',
      utcOffset: '+01:00',
      utc: '2026-11-03T13:05:09.000Z',
      isoWeek: 45,
    });
  });

  it.each([
    ['Asia/Tokyo', '22:05:09', '+09:00'],
    ['tokyo', '22:05:09', '+09:00'],
    ['Tokio', '22:05:09', '+09:00'],
    ['New York', '08:05:09', '-05:00'],
    ['san francisco', '05:05:09', '-08:00'],
    ['Buenos Aires', '10:05:09', '-03:00'],
    ['India', '18:35:09', '+05:30'],
    ['Kathmandu', '18:50:09', '+05:45'],
    ['UTC', '13:05:09', '+00:00'],
    ['+03:00', '16:05:09', '+03:00'],
  ])('finds %s', (zone, time, utcOffset) => {
    expect(ask({ zone })).toMatchObject({ time, utcOffset });
  });

  it('converts from one zone to another', () => {
    const question = { at: '2026-07-01T15:00', atZone: 'New York', zone: 'Berlin' };
    expect(ask(question)).toMatchObject({ date: '2026-07-01', time: '21:00:00' });
  });

  it.each<readonly [ClockQuestion, string, string]>([
    [{ add: { days: 1 } }, '2026-11-04', 'Wednesday'],
    [{ add: { days: -1 } }, '2026-11-02', 'Monday'],
    [{ add: { weeks: 2 } }, '2026-11-17', 'Tuesday'],
    [{ at: '2026-01-31', add: { months: 1 } }, '2026-02-28', 'Saturday'],
    [{ at: '2024-02-29', add: { years: 1 } }, '2025-02-28', 'Friday'],
    [{ at: '2026-03-31', add: { months: -13 } }, '2025-02-28', 'Friday'],
  ])('goes by the calendar: %j is %s', (question, date, weekday) => {
    expect(ask(question)).toMatchObject({ date, weekday });
  });

  it('keeps the time of day over a change of the clocks, but counts hours as they pass', () => {
    const at = '2026-10-24T12:00';
    expect(ask({ at, add: { days: 1 } })).toMatchObject({ date: '2026-10-25', time: '12:00:00' });
    expect(ask({ at, add: { hours: 24 } })).toMatchObject({ date: '2026-10-25', time: '11:00:00' });
  });

  it('takes a time that is skipped in spring and one that comes twice in autumn', () => {
    expect(ask({ at: '2026-03-29T02:30' }).time).toBe('03:30:00');
    expect(ask({ at: '2026-10-25T02:30' }).utc).toBe('2026-10-25T00:30:00.000Z');
  });

  it('counts the days until a date', () => {
    expect(ask({ until: '2026-12-24' }).until).toMatchObject({ days: 51, weekday: 'Thursday' });
    expect(ask({ until: '2026-11-01' }).until).toMatchObject({ days: -2 });
    expect(ask({ until: '2026-11-03T15:05' }).until).toMatchObject({ days: 0, totalMinutes: 60 });
  });

  it.each<readonly [ClockQuestion, string]>([
    [{ zone: 'Atlantis' }, 'TIME_ZONE_UNKNOWN'],
    [{ zone: 'Europe/Nowhere' }, 'TIME_ZONE_UNKNOWN'],
    [{ at: 'tomorrow' }, 'DATE_INVALID'],
    [{ at: '2026-02-30' }, 'DATE_INVALID'],
    [{ at: '2026-01-01T25:00' }, 'DATE_INVALID'],
    [{ add: { years: 90_000 } }, 'DATE_INVALID'],
  ])('%j is %s', (question, code) => {
    expect(() => ask(question)).toThrow(expect.objectContaining({ code }));
  });

  it('finds back every moment of every zone from its wall time, but for the hour that comes twice', () => {
    const names = fc.constantFrom(
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'America/St_Johns',
      'UTC',
    );
    const moments = fc.integer({
      min: Date.UTC(1980, 0, 1) / 1_000,
      max: Date.UTC(2040, 0, 1) / 1_000,
    });
    fc.assert(
      fc.property(names, moments, (name, seconds) => {
        const zone = zones.find(name)!;
        const wall = zone.toWall(seconds * 1_000);
        const back = zone.toUtcMs(wall);
        expect(zone.toWall(back)).toEqual(wall);
        expect(back).toBeLessThanOrEqual(seconds * 1_000);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['2026-01-01', 53 - 52],
    ['2027-01-01', 53],
    ['2024-12-30', 1],
    ['2026-11-03', 45],
  ])('%s is in week %i', (date, week) => {
    expect(isoWeek(wallFromMs(Date.parse(date)))).toBe(week);
  });
});
