import { wallFromMs, wallMs, type WallTime } from './zoned-time.ts';

/** A span of time by the calendar. Negative numbers go back. */
export interface Span {
  readonly years?: number | undefined;
  readonly months?: number | undefined;
  readonly weeks?: number | undefined;
  readonly days?: number | undefined;
  readonly hours?: number | undefined;
  readonly minutes?: number | undefined;
}

const dayMs = 86_400_000;

/**
 * Goes by whole years, months, weeks and days: the time of day stays. A day that the target month
 * does not have becomes its last one, so 31 January and a month is 28 February.
 */
export function addCalendar(wall: WallTime, span: Span): WallTime {
  const months = wall.year * 12 + (wall.month - 1) + (span.years ?? 0) * 12 + (span.months ?? 0);
  const year = Math.floor(months / 12);
  const month = months - year * 12 + 1;
  const day = Math.min(wall.day, daysInMonth(year, month));
  const days = (span.weeks ?? 0) * 7 + (span.days ?? 0);
  return wallFromMs(wallMs({ ...wall, year, month, day }) + days * dayMs);
}

/** Days from one date to another, whatever the times of day. */
export function countDays(from: WallTime, until: WallTime): number {
  return Math.round((dateMs(until) - dateMs(from)) / dayMs);
}

/** The week of the year by ISO 8601: the first one has the first Thursday. */
export function isoWeek(wall: WallTime): number {
  const weekday = (new Date(dateMs(wall)).getUTCDay() + 6) % 7;
  const thursday = wallFromMs(dateMs(wall) + (3 - weekday) * dayMs);
  const firstDay = Date.UTC(thursday.year, 0, 1);
  return Math.floor((dateMs(thursday) - firstDay) / dayMs / 7) + 1;
}

/** The English name of the day. */
export function weekdayName(wall: WallTime): string {
  const names = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
  return names[new Date(dateMs(wall)).getUTCDay()] ?? '';
}

function dateMs(wall: WallTime): number {
  return Date.UTC(wall.year, wall.month - 1, wall.day);
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
