import { describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors/index.ts';
import { readSpan } from './read-span.ts';
import { readWhen, type When } from './read-when.ts';

const now = Date.parse('2026-03-28T17:30:00Z');
const read = (when: When, timeZone = 'Europe/Berlin') =>
  readWhen(when, { now, timeZone, leastEveryMs: 60_000 });
const once = (when: When): string => {
  const plan = read(when);
  return plan.kind === 'once' ? new Date(plan.at).toISOString().slice(0, 16) : plan.kind;
};
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error.code;
  }
  return 'none';
};

describe('a span', () => {
  it.each([
    ['10m', 600_000],
    ['10 minutes', 600_000],
    ['1h 30m', 5_400_000],
    ['1 hour and 30 minutes', 5_400_000],
    ['1,5 Stunden', 5_400_000],
    ['2 Tage', 172_800_000],
    ['1 week', 604_800_000],
  ])('%s', (text, spanMs) => {
    expect(readSpan(text)).toBe(spanMs);
  });

  it.each(['', '10', 'soon', '5 parsecs', '0m', '-3m', '10m later', '9e99 days'])(
    '"%s" is none',
    (text) => {
      expect(codeOf(() => readSpan(text))).toBe('SCHEDULE_SPAN_INVALID');
    },
  );
});

describe('a moment', () => {
  it('is meant in the time zone, unless it brings its own', () => {
    expect(once({ at: '2026-12-24T18:00' })).toBe('2026-12-24T17:00');
    expect(once({ at: '2026-12-24T18:00Z' })).toBe('2026-12-24T18:00');
    expect(once({ at: '2026-12-24T18:00-05:00' })).toBe('2026-12-24T23:00');
    expect(once({ in: '10 minutes' })).toBe('2026-03-28T17:40');
  });

  it('without a day is the next time it is that late, also when the clock is changed that night', () => {
    expect(once({ at: '19:00' })).toBe('2026-03-28T18:00');
    expect(once({ at: '18:00' })).toBe('2026-03-29T16:00');
  });

  it('must be one, and to come', () => {
    expect(codeOf(() => read({ at: 'tomorrow' }))).toBe('SCHEDULE_TIME_INVALID');
    expect(codeOf(() => read({ at: '2026-02-30T10:00' }))).toBe('SCHEDULE_TIME_INVALID');
    expect(codeOf(() => read({ at: '2020-01-01T10:00' }))).toBe('SCHEDULE_IN_PAST');
  });
});

describe('what is said', () => {
  it('must be exactly one thing', () => {
    expect(codeOf(() => read({}))).toBe('SCHEDULE_INCOMPLETE');
    expect(codeOf(() => read({ in: '1h', every: '1h' }))).toBe('SCHEDULE_INCOMPLETE');
  });

  it('may not be shorter than allowed', () => {
    expect(codeOf(() => read({ every: '10s' }))).toBe('SCHEDULE_SPAN_REFUSED');
    expect(read({ every: '1m' })).toEqual({ kind: 'every', everyMs: 60_000, anchor: now });
  });

  it('needs a zone that exists', () => {
    expect(codeOf(() => read({ in: '1h' }, 'Mars/Olympus'))).toBe('TIME_ZONE_UNKNOWN');
  });
});
