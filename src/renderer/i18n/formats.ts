/** Times and numbers in the words of a language. All times are UTC milliseconds. */
export interface Formats {
  /** "14:05" */
  readonly time: (at: number) => string;
  /** "Monday, 23 November 2026" */
  readonly day: (at: number) => string;
  /** "23 Nov, 14:05" */
  readonly dateTime: (at: number) => string;
  /** The time for today, the weekday for the last days, else the date: for lists. */
  readonly short: (at: number, now: number) => string;
  readonly number: (value: number) => string;
  /** "in 12 min", "in 40 sec", "in 2 hr", "in 3 days": how long until then; never less than a second. */
  readonly until: (at: number, now: number) => string;
  /** "12 min ago", "3 days ago": how long since then; never less than a second. */
  readonly ago: (at: number, now: number) => string;
  /** "3.4 MB", "24 GB" */
  readonly size: (bytes: number) => string;
}

const dayMs = 86_400_000;
const gigabyte = 1024 ** 3;

/** @param language a BCP 47 tag */
export function createFormats(language: string): Formats {
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  const dateTime = new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    hour: time.resolvedOptions().hour12 === true ? 'numeric' : '2-digit',
    minute: '2-digit',
  });
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'short' });
  const date = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
  const number = new Intl.NumberFormat(language);
  const relative = new Intl.RelativeTimeFormat(language, { style: 'short' });
  const unit = (name: 'megabyte' | 'gigabyte'): Intl.NumberFormat =>
    new Intl.NumberFormat(language, { style: 'unit', unit: name, maximumFractionDigits: 1 });
  const megabytes = unit('megabyte');
  const gigabytes = unit('gigabyte');
  return {
    time: (at) => time.format(at),
    day: (at) => day.format(at),
    dateTime: (at) => dateTime.format(at),
    short(at, now) {
      const daysAgo = countDays(at, now);
      if (daysAgo <= 0) return time.format(at);
      return (daysAgo < 7 ? weekday : date).format(at);
    },
    number: (value) => number.format(value),
    until: (at, now) => relative.format(...countUnits(at - now)),
    ago(at, now) {
      const [count, unit] = countUnits(now - at);
      return relative.format(-count, unit);
    },
    // What people call a megabyte on their own disk.
    size: (bytes) =>
      bytes < gigabyte
        ? megabytes.format(bytes / (1024 * 1024))
        : gigabytes.format(bytes / gigabyte),
  };
}

/** The browser's own flavour of a language (en-GB for en), so that clocks look as at home. */
export function regionalTag(language: string, browserLanguages: readonly string[]): string {
  return browserLanguages.find((tag) => tag.split('-')[0] === language) ?? language;
}

/** Midnights between two times, where the reader is. */
export function countDays(at: number, now: number): number {
  return Math.round((startOfDay(now) - startOfDay(at)) / dayMs);
}

/** In the largest unit of which there are two or more. */
function countUnits(leftMs: number): [number, 'second' | 'minute' | 'hour' | 'day'] {
  const seconds = Math.max(1, Math.ceil(leftMs / 1_000));
  if (seconds < 120) return [seconds, 'second'];
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return [minutes, 'minute'];
  const hours = Math.round(minutes / 60);
  return hours < 48 ? [hours, 'hour'] : [Math.round(hours / 24), 'day'];
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
