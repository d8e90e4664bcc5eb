/** A date and a time of day as a wall shows them. Months count from 1. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** Reads and writes wall times of one zone; built on Intl alone. */
export interface Zone {
  readonly name: string;
  toWall(utcMs: number): WallTime;
  /**
   * The moment at which the wall shows this. A time that is skipped by a change to summer time
   * counts as if the clock had not been changed; one that comes twice is the first of the two.
   */
  toUtcMs(wall: WallTime): number;
  /** How far the wall is ahead of UTC, in minutes. */
  offsetMinutes(utcMs: number): number;
}

/** @returns undefined when Intl does not know the name. */
export function createZone(name: string): Zone | undefined {
  const format = makeFormat(name);
  if (!format) return undefined;
  const toWall = (utcMs: number): WallTime => {
    const parts = new Map(format.formatToParts(utcMs).map((part) => [part.type, part.value]));
    const read = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
    return {
      year: read('year'),
      month: read('month'),
      day: read('day'),
      hour: read('hour'),
      minute: read('minute'),
      second: read('second'),
    };
  };
  const offsetMs = (utcMs: number): number =>
    wallMs(toWall(utcMs)) - Math.floor(utcMs / 1_000) * 1_000;
  return {
    name: format.resolvedOptions().timeZone,
    toWall,
    offsetMinutes: (utcMs) => Math.round(offsetMs(utcMs) / 60_000),
    toUtcMs(wall) {
      const asUtc = wallMs(wall);
      // The offset of a day earlier and of a day later: around a change one of them is right.
      const before = asUtc - offsetMs(asUtc - 86_400_000);
      if (wallMs(toWall(before)) === asUtc) return before;
      const after = asUtc - offsetMs(asUtc + 86_400_000);
      return wallMs(toWall(after)) === asUtc ? after : before;
    },
  };
}

/** The milliseconds of a wall time if the wall were in UTC; for counting days and comparing. */
export function wallMs(wall: WallTime): number {
  const { year, month, day, hour, minute, second } = wall;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The wall time of such milliseconds. */
export function wallFromMs(ms: number): WallTime {
  const date = new Date(ms);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

function makeFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US-u-ca-iso8601', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return undefined;
  }
}
