import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors/index.ts';
import type { SchedulePlan } from '../../shared/protocol/schedules.ts';
import { checkExpression, latestTimes, nextTime } from './next-time.ts';

const cron = (expression: string): SchedulePlan => ({ kind: 'cron', expression });

/** The next `count` due times after an ISO moment, as ISO without seconds. */
function upcoming(plan: SchedulePlan, zone: string, from: string, count: number): string[] {
  const found: string[] = [];
  let time: number | null = Date.parse(from);
  while (found.length < count) {
    time = nextTime(plan, zone, time);
    if (time === null) break;
    found.push(new Date(time).toISOString().slice(0, 16));
  }
  return found;
}

describe('a time of day', () => {
  it('keeps its place on the wall when Berlin goes to summer time', () => {
    expect(upcoming(cron('0 8 * * *'), 'Europe/Berlin', '2026-03-27T12:00Z', 3)).toEqual([
      '2026-03-28T07:00',
      '2026-03-29T06:00',
      '2026-03-30T06:00',
    ]);
  });

  it('keeps its place on the wall when New York goes back', () => {
    expect(upcoming(cron('0 8 * * *'), 'America/New_York', '2026-10-30T20:00Z', 3)).toEqual([
      '2026-10-31T12:00',
      '2026-11-01T13:00',
      '2026-11-02T13:00',
    ]);
  });

  it('that is left out in spring is due when the clock jumps, once', () => {
    expect(upcoming(cron('30 2 * * *'), 'Europe/Berlin', '2026-03-28T12:00Z', 2)).toEqual([
      '2026-03-29T01:00',
      '2026-03-30T00:30',
    ]);
    expect(upcoming(cron('30 2 * * *'), 'America/New_York', '2026-03-07T12:00Z', 2)).toEqual([
      '2026-03-08T07:00',
      '2026-03-09T06:30',
    ]);
  });

  it('that comes twice in autumn is due the first time only', () => {
    expect(upcoming(cron('30 2 * * *'), 'Europe/Berlin', '2026-10-24T12:00Z', 2)).toEqual([
      '2026-10-25T00:30',
      '2026-10-26T01:30',
    ]);
    expect(upcoming(cron('30 1 * * *'), 'America/New_York', '2026-10-31T12:00Z', 2)).toEqual([
      '2026-11-01T05:30',
      '2026-11-02T06:30',
    ]);
  });

  it('every half hour goes on evenly through both changes', () => {
    expect(upcoming(cron('*/30 * * * *'), 'Europe/Berlin', '2026-10-25T00:10Z', 4)).toEqual([
      '2026-10-25T00:30',
      '2026-10-25T01:00',
      '2026-10-25T01:30',
      '2026-10-25T02:00',
    ]);
    expect(upcoming(cron('*/30 * * * *'), 'Europe/Berlin', '2026-03-29T00:10Z', 3)).toEqual([
      '2026-03-29T00:30',
      '2026-03-29T01:00',
      '2026-03-29T01:30',
    ]);
  });
});

describe('the calendar', () => {
  it('knows leap days', () => {
    expect(upcoming(cron('0 9 29 2 *'), 'UTC', '2026-03-01T00:00Z', 2)).toEqual([
      '2028-02-29T09:00',
      '2032-02-29T09:00',
    ]);
  });

  it('leaves out months without a 31st, and finds the last day of each', () => {
    expect(upcoming(cron('0 9 31 * *'), 'UTC', '2026-02-01T00:00Z', 3)).toEqual([
      '2026-03-31T09:00',
      '2026-05-31T09:00',
      '2026-07-31T09:00',
    ]);
    expect(upcoming(cron('0 9 L * *'), 'UTC', '2028-02-01T00:00Z', 2)).toEqual([
      '2028-02-29T09:00',
      '2028-03-31T09:00',
    ]);
  });
});

describe('an interval', () => {
  const every: SchedulePlan = { kind: 'every', everyMs: 7 * 60_000, anchor: 1_000 };

  it('does not drift, whenever it is asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e12 }), (after) => {
        const next = nextTime(every, 'UTC', after) ?? 0;
        expect((next - 1_000) % (7 * 60_000)).toBe(0);
        expect(next).toBeGreaterThan(after);
        if (after >= 1_000 + 7 * 60_000) expect(next - after).toBeLessThanOrEqual(7 * 60_000);
      }),
    );
  });

  it('rests outside of its hours, in the time of the owner, through a change of the clock', () => {
    const plan: SchedulePlan = {
      kind: 'every',
      everyMs: 4 * 3_600_000,
      anchor: Date.parse('2026-03-27T07:00Z'),
      hours: { from: 8, until: 22 },
    };
    // 8, 12, 16 and 20 o'clock; from the 29th on an hour later on the wall.
    expect(upcoming(plan, 'Europe/Berlin', '2026-03-28T16:00Z', 5)).toEqual([
      '2026-03-28T19:00',
      '2026-03-29T07:00',
      '2026-03-29T11:00',
      '2026-03-29T15:00',
      '2026-03-29T19:00',
    ]);
  });

  it('may rest during the day', () => {
    const plan: SchedulePlan = {
      kind: 'every',
      everyMs: 3_600_000,
      anchor: 0,
      hours: { from: 22, until: 2 },
    };
    expect(upcoming(plan, 'UTC', '2026-01-01T12:00Z', 5)).toEqual([
      '2026-01-01T22:00',
      '2026-01-01T23:00',
      '2026-01-02T00:00',
      '2026-01-02T01:00',
      '2026-01-02T22:00',
    ]);
  });
});

describe('looking back', () => {
  const plans = fc.oneof(
    fc
      .constantFrom(
        '* * * * *',
        '*/7 * * * *',
        '30 2 * * *',
        '0 */3 * * *',
        '15 1,2,3 * * 0',
        '0 0 1 * *',
        '59 23 L * *',
      )
      .map(cron),
    fc.record({
      kind: fc.constant('every' as const),
      everyMs: fc.integer({ min: 60_000, max: 40 * 3_600_000 }),
      anchor: fc.integer({ min: Date.UTC(2025, 11), max: Date.UTC(2026, 11) }),
    }),
  );
  const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'UTC', 'Asia/Kathmandu');
  // Around the changes of the clock, where the two directions might disagree.
  const starts = fc
    .constantFrom(
      '2026-03-29T01:00Z',
      '2026-10-25T01:00Z',
      '2026-03-08T07:00Z',
      '2026-11-01T06:00Z',
    )
    .chain((text) =>
      fc.integer({ min: -90_000, max: 90_000 }).map((s) => Date.parse(text) + s * 1_000),
    );

  it('finds the very times that looking forward finds', () => {
    fc.assert(
      fc.property(
        plans,
        zones,
        starts,
        fc.integer({ min: 1, max: 40 }),
        (plan, zone, from, hours) => {
          const until = from + hours * 900_000;
          const forward: number[] = [];
          let time = nextTime(plan, zone, from - 1);
          while (time !== null && time <= until) {
            forward.push(time);
            time = nextTime(plan, zone, time);
          }
          expect(latestTimes(plan, zone, { from, until }, forward.length + 3)).toEqual(forward);
          expect(latestTimes(plan, zone, { from, until }, 5)).toEqual(forward.slice(-5));
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('an expression that is wrong', () => {
  const fault = (expression: string): AppError => {
    try {
      checkExpression(expression, 'UTC', 0);
    } catch (error) {
      if (error instanceof AppError) return error;
    }
    throw new Error('it was taken');
  };

  it.each([
    ['61 * * * *', 'the minute "61"'],
    ['0 25 * * *', 'the hour "25"'],
    ['0 8 * * mon-frr', 'the weekday "mon-frr"'],
    ['0 8 32 * *', 'the day "32"'],
    ['* * * *', 'its end'],
    ['0 0 8 * * *', 'its end'],
    ['hello', 'its end'],
  ])('%s is wrong at %s', (expression, place) => {
    expect(fault(expression).code).toBe('SCHEDULE_EXPRESSION_INVALID');
    expect(fault(expression).message).toContain(place);
  });

  it('is told apart from one that never comes due', () => {
    expect(fault('0 0 30 2 *').code).toBe('SCHEDULE_NEVER_DUE');
  });

  it.each(['0 8 * * 1-5', '*/15 9-17 * * mon-fri', '@daily', '0 9 L * *', '0 9 * * fri#2'])(
    '%s is right',
    (expression) => {
      expect(() => checkExpression(expression, 'Europe/Berlin', 0)).not.toThrow();
    },
  );
});
