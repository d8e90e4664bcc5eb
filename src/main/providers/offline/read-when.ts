/** A date as people name it, relative to today. */
export type When =
  | { readonly kind: 'days'; readonly days: number }
  | {
      readonly kind: 'span';
      readonly unit: 'days' | 'weeks' | 'months' | 'years';
      readonly count: number;
    }
  | { readonly kind: 'weekday'; readonly weekday: number; readonly isPast: boolean }
  | {
      readonly kind: 'date';
      readonly day: number;
      readonly month: number;
      readonly year: number | undefined;
    };

const months = [
  'january|januar|jan',
  'february|februar|feb',
  'march|maerz|mar',
  'april|apr',
  'may|mai',
  'june|juni|jun',
  'july|juli|jul',
  'august|aug',
  'september|sept|sep',
  'october|oktober|oct|okt',
  'november|nov',
  'december|dezember|dec|dez',
];
const anyMonth = months.join('|');
const weekdays = [
  'sunday|sonntag',
  'monday|montag',
  'tuesday|dienstag',
  'wednesday|mittwoch',
  'thursday|donnerstag',
  'friday|freitag',
  'saturday|samstag|sonnabend',
];

const named: readonly (readonly [RegExp, When])[] = [
  [/^(?:today|heute)$/, { kind: 'days', days: 0 }],
  [/^(?:tomorrow|morgen)$/, { kind: 'days', days: 1 }],
  [/^(?:the )?(?:day after tomorrow|uebermorgen)$/, { kind: 'days', days: 2 }],
  [/^(?:yesterday|gestern)$/, { kind: 'days', days: -1 }],
  [/^(?:the )?(?:day before yesterday|vorgestern)$/, { kind: 'days', days: -2 }],
  [
    /^(?:(?:next |naechste[ns]? )?(?:weekend|wochenende))$/,
    { kind: 'weekday', weekday: 6, isPast: false },
  ],
  [/^(?:next week|naechste woche)$/, { kind: 'span', unit: 'weeks', count: 1 }],
  [/^(?:christmas eve|heiligabend|heilig abend|weihnachten)$/, date(24, 12)],
  [/^(?:christmas|christmas day|xmas)$/, date(25, 12)],
  [/^(?:new year'?s eve|silvester)$/, date(31, 12)],
  [/^(?:(?:the )?new year|new year'?s day|neujahr)$/, date(1, 1)],
  [/^halloween$/, date(31, 10)],
  [/^(?:valentine'?s day|valentinstag)$/, date(14, 2)],
];

function date(day: number, month: number, year?: number): When {
  return { kind: 'date', day, month, year };
}

const unitNames: readonly (readonly [RegExp, 'days' | 'weeks' | 'months' | 'years'])[] = [
  [/^(?:day|tag)/, 'days'],
  [/^(?:week|woche)/, 'weeks'],
  [/^(?:month|monat)/, 'months'],
  [/^(?:year|jahr)/, 'years'],
];

/** Reads "24 December", "24.12.", "next friday", "in 3 weeks", "vor 2 Tagen", "christmas". */
export function readWhen(folded: string): When | undefined {
  const text = folded.replace(/^(?:on |the |am |den |der |dem |zum |zu |of )+/, '').trim();
  for (const [pattern, when] of named) if (pattern.test(text)) return when;
  return readSpan(text) ?? readWeekday(text) ?? readCalendarDate(text);
}

function readSpan(text: string): When | undefined {
  const ahead = /^in (an?|one|einem|einer|\d{1,4}) (\w+)$/.exec(text);
  const behind =
    /^(an?|one|\d{1,4}) (\w+) ago$/.exec(text) ?? /^vor (einem|einer|\d{1,4}) (\w+)$/.exec(text);
  const match = ahead ?? behind;
  if (!match) return undefined;
  const unit = unitNames.find(([pattern]) => pattern.test(match[2] ?? ''))?.[1];
  const count = /^\d/.test(match[1] ?? '') ? Number(match[1]) : 1;
  return unit && { kind: 'span', unit, count: ahead ? count : -count };
}

function readWeekday(text: string): When | undefined {
  const match =
    /^(?:(next|naechste[rn]?|this|diese[rn]?|coming|kommende[rn]?|last|letzte[rn]?) )?([a-z]+)$/.exec(
      text,
    );
  const weekday = weekdays.findIndex((names) => names.split('|').includes(match?.[2] ?? ''));
  if (weekday < 0) return undefined;
  return { kind: 'weekday', weekday, isPast: /^(?:last|letzt)/.test(match?.[1] ?? '') };
}

const dayFirst = new RegExp(
  `^(\\d{1,2})(?:st|nd|rd|th|\\.)?(?: of)? (${anyMonth})\\.?,?(?: (\\d{4}))?$`,
);
const monthFirst = new RegExp(`^(${anyMonth})\\.? (\\d{1,2})(?:st|nd|rd|th)?,?(?: (\\d{4}))?$`);
const german = /^(\d{1,2})\.\s?(\d{1,2})\.?(?:\s?(\d{4}))?$/;
const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;

function readCalendarDate(text: string): When | undefined {
  const isoMatch = iso.exec(text);
  if (isoMatch) return checkDate(isoMatch[3], isoMatch[2], isoMatch[1]);
  const numeric = german.exec(text);
  if (numeric) return checkDate(numeric[1], numeric[2], numeric[3]);
  const before = dayFirst.exec(text);
  if (before) return checkDate(before[1], monthNumber(before[2]), before[3]);
  const after = monthFirst.exec(text);
  return after ? checkDate(after[2], monthNumber(after[1]), after[3]) : undefined;
}

function monthNumber(name = ''): string {
  return String(months.findIndex((names) => names.split('|').includes(name)) + 1);
}

function checkDate(day = '', month = '', year?: string): When | undefined {
  const isReal = Number(day) >= 1 && Number(day) <= 31 && Number(month) >= 1 && Number(month) <= 12;
  if (!isReal) return undefined;
  return date(Number(day), Number(month), year === undefined ? undefined : Number(year));
}
