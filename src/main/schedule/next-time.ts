import { Cron } from 'croner';
import { AppError } from '../../shared/errors/index.ts';
import type { SchedulePlan } from '../../shared/protocol/schedules.ts';
import { createZone, type Zone } from '../tools/time/zoned-time.ts';

type Every = Extract<SchedulePlan, { kind: 'every' }>;

const hourMs = 3_600_000;
const fieldNames = ['minute', 'hour', 'day', 'month', 'weekday'] as const;

/**
 * The first moment after `after` at which a plan is due; null when there is none. Pure.
 *
 * Where a clock is changed: a time of day that is left out is due when the clock jumps, one that
 * comes twice is due the first time; what is due every so many minutes goes on evenly (croner, as
 * in vixie cron).
 */
export function nextTime(plan: SchedulePlan, timeZone: string, after: number): number | null {
  switch (plan.kind) {
    case 'once':
      return plan.at > after ? plan.at : null;
    case 'every':
      return nextMultiple(plan, timeZone, after);
    case 'cron':
      return toCron(plan.expression, timeZone).nextRun(new Date(after))?.getTime() ?? null;
  }
}

/**
 * The latest `count` moments from `from` until `until`, both included, oldest first. Takes time for
 * those it returns, however long the span is. Pure.
 */
export function latestTimes(
  plan: SchedulePlan,
  timeZone: string,
  span: { readonly from: number; readonly until: number },
  count: number,
): number[] {
  const { from, until } = span;
  switch (plan.kind) {
    case 'once':
      return plan.at >= from && plan.at <= until ? [plan.at] : [];
    case 'every':
      return latestMultiples(plan, timeZone, span, count);
    case 'cron':
      return latestRuns(toCron(plan.expression, timeZone), until, count).filter(
        (time) => time >= from,
      );
  }
}

/** @throws AppError SCHEDULE_EXPRESSION_INVALID with the field that is wrong, SCHEDULE_NEVER_DUE */
export function checkExpression(expression: string, timeZone: string, now: number): void {
  const fields = expression.trim().split(/\s+/);
  const isNickname = fields.length === 1 && expression.startsWith('@');
  if (!isNickname && fields.length !== fieldNames.length)
    throw invalid(expression, 'its end', `it has ${fields.length} fields instead of 5.`);
  const fault = findFault(expression);
  if (fault !== undefined) {
    const index = fields.findIndex((field, at) => findFault(alone(field, at)) !== undefined);
    const place = index < 0 ? 'its beginning' : `the ${fieldNames[index] ?? ''} "${fields[index]}"`;
    throw invalid(expression, place, fault);
  }
  const plan = { kind: 'cron', expression } as const;
  if (nextTime(plan, timeZone, now) === null)
    throw new AppError('SCHEDULE_NEVER_DUE', { when: expression });
}

function invalid(expression: string, place: string, reason: string): AppError {
  return new AppError('SCHEDULE_EXPRESSION_INVALID', { expression, place, reason });
}

/** One field with all others free, to find out which one is wrong. */
function alone(field: string, at: number): string {
  return fieldNames.map((_, index) => (index === at ? field : '*')).join(' ');
}

function findFault(expression: string): string | undefined {
  try {
    toCron(expression, 'UTC');
    return undefined;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return text.replace(/^Cron\w+: /, '').replace(/[.]?$/, '.');
  }
}

function toCron(expression: string, timezone: string): Cron {
  return new Cron(expression.trim(), { timezone, mode: '5-part', paused: true });
}

/** croner's previous runs are before a whole second; the second itself counts here. */
function latestRuns(cron: Cron, until: number, count: number): number[] {
  const before = new Date(Math.floor(until / 1_000) * 1_000 + 1_000);
  return cron
    .previousRuns(count, before)
    .map((run) => run.getTime())
    .reverse();
}

function nextMultiple(plan: Every, timeZone: string, after: number): number | null {
  const zone = plan.hours && createZone(timeZone);
  let time = multipleAfter(plan, after);
  if (!plan.hours || !zone) return time;
  // At most one sleep lies ahead; an interval of days may land outside of the hours for ever.
  for (let tries = 0; tries < 400; tries += 1) {
    if (isAwake(plan.hours, zone, time)) return time;
    time = multipleAfter(plan, Math.max(time, wakeTime(plan.hours, zone, time) - 1));
  }
  return null;
}

function multipleAfter({ anchor, everyMs }: Every, after: number): number {
  const count = Math.floor((after - anchor) / everyMs) + 1;
  return anchor + Math.max(1, count) * everyMs;
}

function latestMultiples(
  plan: Every,
  timeZone: string,
  { from, until }: { readonly from: number; readonly until: number },
  count: number,
): number[] {
  const zone = plan.hours && createZone(timeZone);
  const found: number[] = [];
  let time = plan.anchor + Math.floor((until - plan.anchor) / plan.everyMs) * plan.everyMs;
  for (; time > plan.anchor && time >= from && found.length < count; time -= plan.everyMs)
    if (!plan.hours || !zone || isAwake(plan.hours, zone, time)) found.unshift(time);
  return found;
}

function isAwake({ from, until }: NonNullable<Every['hours']>, zone: Zone, time: number): boolean {
  const { hour } = zone.toWall(time);
  return from < until ? hour >= from && hour < until : hour >= from || hour < until;
}

/** The next moment at which the hours begin. */
function wakeTime({ from }: NonNullable<Every['hours']>, zone: Zone, time: number): number {
  const wall = zone.toWall(time);
  const today = zone.toUtcMs({ ...wall, hour: from, minute: 0, second: 0 });
  if (today > time) return today;
  const tomorrow = zone.toWall(today + 24 * hourMs);
  return zone.toUtcMs({ ...tomorrow, hour: from, minute: 0, second: 0 });
}
