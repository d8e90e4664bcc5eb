import { AppError } from '../../../shared/errors/index.ts';
import { addCalendar, countDays, isoWeek, weekdayName, type Span } from './calendar.ts';
import type { ZoneFinder } from './find-zone.ts';
import { readDate } from './read-date.ts';
import type { WallTime, Zone } from './zoned-time.ts';

/** What is asked of the clock. Everything may be left out: then it is "now, here". */
export interface ClockQuestion {
  readonly zone?: string | undefined;
  readonly at?: string | undefined;
  readonly atZone?: string | undefined;
  readonly add?: Span | undefined;
  readonly until?: string | undefined;
}

export interface ClockMoment {
  /** `2026-12-24` */
  readonly date: string;
  /** `18:30:00` */
  readonly time: string;
  readonly weekday: string;
}

export interface ClockAnswer extends ClockMoment {
  readonly zone: string;
  /** `+01:00` */
  readonly utcOffset: string;
  readonly utc: string;
  readonly isoWeek: number;
  /** From the moment above to the one asked for; negative when that is past. */
  readonly until?: ClockMoment & { readonly days: number; readonly totalMinutes: number };
}

export interface ClockSource {
  readonly nowMs: number;
  /** The owner's zone; UTC when Intl does not know it. */
  readonly homeZone: string;
  readonly zones: ZoneFinder;
}

/** Answers a question about time. Throws TIME_ZONE_UNKNOWN or DATE_INVALID. */
export function answerClock(question: ClockQuestion, source: ClockSource): ClockAnswer {
  const home = source.zones.find(source.homeZone) ?? findZone('UTC', source.zones);
  const zone = question.zone === undefined ? home : findZone(question.zone, source.zones);
  const atZone = question.atZone === undefined ? home : findZone(question.atZone, source.zones);
  const start = question.at === undefined ? source.nowMs : readDate(question.at, atZone);
  const utcMs = addSpan(start, question.add ?? {}, atZone);
  checkRange(utcMs);
  const wall = zone.toWall(utcMs);
  const answer: ClockAnswer = {
    zone: zone.name,
    ...describe(wall),
    utcOffset: formatOffset(zone.offsetMinutes(utcMs)),
    utc: new Date(utcMs).toISOString(),
    isoWeek: isoWeek(wall),
  };
  if (question.until === undefined) return answer;
  const untilMs = readDate(question.until, zone);
  const untilWall = zone.toWall(untilMs);
  const days = countDays(wall, untilWall);
  const totalMinutes = Math.round((untilMs - utcMs) / 60_000);
  return { ...answer, until: { ...describe(untilWall), days, totalMinutes } };
}

/** Days go by the wall, so that a day is a day when the clocks change; hours go by the clock. */
function addSpan(utcMs: number, span: Span, zone: Zone): number {
  const hasCalendar = [span.years, span.months, span.weeks, span.days].some((part) => part);
  const wall = zone.toWall(utcMs);
  const moved = hasCalendar ? zone.toUtcMs(addCalendar(wall, span)) : utcMs;
  return moved + ((span.hours ?? 0) * 60 + (span.minutes ?? 0)) * 60_000;
}

/** Years that are written with four digits. */
function checkRange(utcMs: number): void {
  const isInRange = utcMs >= Date.UTC(1, 0, 2) && utcMs < Date.UTC(9_999, 11, 31);
  if (!isInRange) throw new AppError('DATE_INVALID', { date: 'outside the years 1 to 9999' });
}

function findZone(name: string, zones: ZoneFinder): Zone {
  const zone = zones.find(name);
  if (zone) return zone;
  throw new AppError('TIME_ZONE_UNKNOWN', { zone: name.slice(0, 60) });
}

function describe(wall: WallTime): ClockMoment {
  const date = [pad(wall.year, 4), pad(wall.month), pad(wall.day)].join('-');
  const time = [pad(wall.hour), pad(wall.minute), pad(wall.second)].join(':');
  return { date, time, weekday: weekdayName(wall) };
}

function formatOffset(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}
