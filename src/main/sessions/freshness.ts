import type { Config } from '../../shared/config/schema.ts';

/**
 * Whether a conversation is to begin anew at the next message: after a pause, or at an hour of the
 * day in the owner's zone. Both are off unless they are configured. Pure.
 *
 * @param updatedAt when the conversation was last used, UTC milliseconds
 */
export function isStale(
  updatedAt: number,
  now: number,
  rules: Config['session'],
  timeZone: string | undefined,
): boolean {
  if (rules.idleResetMinutes !== undefined && now - updatedAt > rules.idleResetMinutes * 60_000)
    return true;
  if (rules.dailyResetHour === undefined) return false;
  const hour = rules.dailyResetHour;
  return resetDay(updatedAt, hour, timeZone) !== resetDay(now, hour, timeZone);
}

/** The day a moment belongs to when days begin at the given hour. */
function resetDay(at: number, hour: number, timeZone: string | undefined): string {
  const local = localParts(at, timeZone);
  if (local.hour >= hour) return local.day;
  // An hour before the reset belongs to the day before; noon of it avoids every clock change.
  return localParts(at - (local.hour + 12) * 3_600_000, timeZone).day;
}

interface LocalParts {
  readonly day: string;
  readonly hour: number;
}

// A turn asks several times, and within a minute it is the same day and hour everywhere.
let lastParts:
  | { readonly minute: number; readonly timeZone: string | undefined; readonly parts: LocalParts }
  | undefined;

/** The calendar day (YYYY-MM-DD) and hour of a moment in a zone; the machine's own without one. */
export function localParts(at: number, timeZone: string | undefined): LocalParts {
  const minute = Math.floor(at / 60_000);
  if (lastParts?.minute !== minute || lastParts.timeZone !== timeZone)
    lastParts = { minute, timeZone, parts: formatParts(at, timeZone) };
  return lastParts.parts;
}

function formatParts(at: number, timeZone: string | undefined): LocalParts {
  const parts = formatFor(timeZone).formatToParts(at);
  const get = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return { day: `${get('year')}-${get('month')}-${get('day')}`, hour: Number(get('hour')) };
}

// Making one takes longer than all the rest of a step, and there is one owner with one zone.
let lastFormat:
  { readonly timeZone: string | undefined; readonly format: Intl.DateTimeFormat } | undefined;

function formatFor(timeZone: string | undefined): Intl.DateTimeFormat {
  if (!lastFormat || lastFormat.timeZone !== timeZone) {
    const format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      hourCycle: 'h23',
    });
    lastFormat = { timeZone, format };
  }
  return lastFormat.format;
}
