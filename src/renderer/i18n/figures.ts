/** Money, tokens, spans of time and days of the gateway, in the words of a language. */
export interface Figures {
  /** "$1.20", "$0.00034" of millionths of a US dollar: as many places as it takes. */
  readonly money: (micros: number) => string;
  /** "1.2M" */
  readonly short: (value: number) => string;
  readonly number: (value: number) => string;
  /** "850 ms", "4.2 s", "12 min" */
  readonly span: (ms: number | null) => string;
  /** "340 ms", "2.4 s", "3 min 5 s": to the second, for what is compared. */
  readonly duration: (ms: number) => string;
  /** "3 h 12 min": up to two units, for what runs long. */
  readonly uptime: (ms: number) => string;
  /** "Mon 23" */
  readonly weekday: (day: string) => string;
  /** "23 Nov" */
  readonly dayMonth: (day: string) => string;
  /** "23 Nov 2026" */
  readonly date: (day: string) => string;
  /** "85 %" */
  readonly percent: (share: number) => string;
}

/** @param language a BCP 47 tag */
export function createFigures(language: string): Figures {
  const money = (digits: number): Intl.NumberFormat =>
    new Intl.NumberFormat(language, {
      style: 'currency',
      currency: 'USD',
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: 2,
      maximumFractionDigits: digits,
    });
  const [cents, mills, fine] = [money(2), money(3), money(5)];
  const short = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 });
  const number = new Intl.NumberFormat(language);
  const plain = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const named = (value: number, name: string): string => `${plain.format(value)} ${name}`;
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const day = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
  const weekday = day({ weekday: 'short', day: 'numeric' });
  const dayMonth = day({ day: 'numeric', month: 'short' });
  const date = day({ day: 'numeric', month: 'short', year: 'numeric' });
  const unit = (name: string, digits = 0): Intl.NumberFormat =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    });
  const units = {
    day: unit('day'),
    hour: unit('hour'),
    minute: unit('minute'),
    second: unit('second', 1),
    millisecond: unit('millisecond'),
  };
  // A day is no moment: it is read and written without a zone.
  const atNoon = (text: string): number => Date.parse(`${text}T12:00:00Z`);
  return {
    money(micros) {
      const isSmall = micros > 0 && micros < 100_000;
      const places = !isSmall ? cents : micros >= 10_000 ? mills : fine;
      return places.format(micros / 1_000_000);
    },
    short: (value) => (value < 10_000 ? number : short).format(value),
    number: (value) => number.format(value),
    span(ms) {
      if (ms === null) return '–';
      if (ms < 1_000) return units.millisecond.format(Math.round(ms));
      if (ms < 120_000) return units.second.format(ms / 1_000);
      if (ms < 7_200_000) return units.minute.format(Math.round(ms / 60_000));
      return units.hour.format(Math.round(ms / 3_600_000));
    },
    duration(ms) {
      if (ms < 1_000) return named(Math.round(ms), 'ms');
      if (ms < 60_000) return named(ms / 1_000, 's');
      const seconds = Math.round(ms / 1_000);
      const [whole, part] = [Math.floor(seconds / 60), seconds % 60];
      if (seconds < 3_600) return `${named(whole, 'min')} ${named(part, 's')}`;
      return `${named(Math.floor(whole / 60), 'h')} ${named(whole % 60, 'min')}`;
    },
    uptime(ms) {
      const minutes = Math.floor(ms / 60_000);
      if (minutes < 1) return units.second.format(Math.floor(ms / 1_000));
      const [days, hours] = [Math.floor(minutes / 1_440), Math.floor(minutes / 60) % 24];
      if (days > 0) return `${units.day.format(days)} ${units.hour.format(hours)}`;
      if (hours > 0) return `${units.hour.format(hours)} ${units.minute.format(minutes % 60)}`;
      return units.minute.format(minutes);
    },
    weekday: (text) => weekday.format(atNoon(text)),
    dayMonth: (text) => dayMonth.format(atNoon(text)),
    date: (text) => date.format(atNoon(text)),
    percent: (share) => percent.format(share),
  };
}
