import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { SchedulePlan } from '../../shared/protocol/schedules.ts';
import { readDate } from '../tools/time/read-date.ts';
import { createZone, type Zone } from '../tools/time/zoned-time.ts';
import { checkExpression } from './next-time.ts';
import { readSpan } from './read-span.ts';

/** When, as people, models and the config say it. */
export interface When {
  readonly in?: string | undefined;
  readonly at?: string | undefined;
  readonly every?: string | undefined;
  readonly cron?: string | undefined;
}

export interface WhenContext {
  /** UTC milliseconds. */
  readonly now: number;
  readonly timeZone: string;
  /** The shortest interval, in milliseconds. */
  readonly leastEveryMs: number;
}

/** True when anything is said about when. */
export function saysWhen(when: When): boolean {
  return choicesOf(when).length > 0;
}

/**
 * Makes a plan of words.
 *
 * @throws AppError SCHEDULE_INCOMPLETE unless exactly one is said; TIME_ZONE_UNKNOWN; or what is
 * wrong with that one: SCHEDULE_EXPRESSION_INVALID, SCHEDULE_TIME_INVALID, SCHEDULE_IN_PAST, ...
 */
export function readWhen(when: When, context: WhenContext): SchedulePlan {
  const zone = createZone(context.timeZone);
  if (!zone) throw new AppError('TIME_ZONE_UNKNOWN', { zone: context.timeZone });
  const choices = choicesOf(when);
  if (choices.length !== 1)
    throw new AppError('SCHEDULE_INCOMPLETE', { choices: 'in, at, every and cron' });
  if (when.in !== undefined) return { kind: 'once', at: context.now + readSpan(when.in) };
  if (when.at !== undefined) return { kind: 'once', at: readFuture(when.at, zone, context) };
  if (when.every !== undefined) return readEvery(when.every, context);
  const expression = (when.cron ?? '').trim();
  checkExpression(expression, context.timeZone, context.now);
  return { kind: 'cron', expression };
}

function choicesOf(when: When): string[] {
  return [when.in, when.at, when.every, when.cron].filter((one) => one !== undefined);
}

function readEvery(text: string, { now, leastEveryMs }: WhenContext): SchedulePlan {
  const everyMs = readSpan(text);
  if (everyMs < leastEveryMs || everyMs > limits.schedule.longestEveryMs)
    throw new AppError('SCHEDULE_SPAN_REFUSED', {
      text,
      least: `${leastEveryMs / 1_000} seconds`,
      most: `${limits.schedule.longestEveryMs / 86_400_000} days`,
    });
  return { kind: 'every', everyMs, anchor: now };
}

function readFuture(text: string, zone: Zone, { now }: WhenContext): number {
  const at = readAt(text, zone, now);
  if (at > now) return at;
  const iso = new Date(now).toISOString().slice(0, 16);
  throw new AppError('SCHEDULE_IN_PAST', { when: text, now: `${iso}Z` });
}

/** @throws AppError SCHEDULE_TIME_INVALID */
export function readAt(text: string, zone: Zone, now: number): number {
  const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(text.trim()) ?? [];
  if (hour !== undefined && Number(hour) < 24 && Number(minute) < 60)
    return nextTimeOfDay(Number(hour), Number(minute), zone, now);
  try {
    return readDate(text, zone);
  } catch {
    throw new AppError('SCHEDULE_TIME_INVALID', { text: text.slice(0, 40) });
  }
}

function nextTimeOfDay(hour: number, minute: number, zone: Zone, now: number): number {
  const wall = zone.toWall(now);
  const today = zone.toUtcMs({ ...wall, hour, minute, second: 0 });
  if (today > now) return today;
  const noon = zone.toUtcMs({ ...wall, hour: 12, minute: 0, second: 0 });
  const tomorrow = zone.toWall(noon + 86_400_000);
  return zone.toUtcMs({ ...tomorrow, hour, minute, second: 0 });
}
