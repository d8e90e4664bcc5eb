import { localParts } from '../sessions/freshness.ts';

/** A calendar day in a zone, and the moments between which it lies, in UTC milliseconds. */
export interface DayBounds {
  readonly day: string;
  readonly startsAt: number;
  readonly endsAt: number;
}

/** No day is longer, wherever clocks are set back. */
const longestDayMs = 26 * 3_600_000;

/** The day a moment belongs to. Days have 23 to 25 hours where clocks are changed. */
export function dayBoundsOf(at: number, timeZone: string | undefined): DayBounds {
  const { day } = localParts(at, timeZone);
  const isSameDay = (moment: number): boolean => localParts(moment, timeZone).day === day;
  return {
    day,
    startsAt: firstOf(at - longestDayMs, at, isSameDay),
    endsAt: firstOf(at, at + longestDayMs, (moment) => !isSameDay(moment)),
  };
}

/** The first moment after `from`, up to `to`, for which something holds that then holds on. */
function firstOf(from: number, to: number, holds: (moment: number) => boolean): number {
  let [before, after] = [from, to];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (holds(middle)) after = middle;
    else before = middle;
  }
  return after;
}

/** A day so many days later, or earlier with a negative number. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** How many days lie from one to another, both counted. */
export function countDays(from: string, to: string): number {
  return (
    Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000) + 1
  );
}
