import type { ClockQuestion } from '../../tools/time/answer-clock.ts';
import type { ClockAspect, Intent } from './intent.ts';
import { readWhen, type When } from './read-when.ts';
import type { Sentence } from './sentence.ts';

/** Today's date where the program runs; only to know which year and which Friday is meant. */
export interface Today {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** Such as 18:05; only to know whether an hour of today is still to come. */
  readonly time?: string;
}

type Reader = (match: RegExpExecArray, today: Today) => Intent | undefined;

const place = `(?:in|at|for|fuer|im|von) (?:the )?(.+?)(?: time)?`;

const readers: readonly (readonly [RegExp, Reader])[] = [
  [
    /^(?:what(?:'s| is)? the )?(?:time )?(?:difference|zone difference) between (.+) and (.+)$/,
    difference,
  ],
  [
    /^(?:was ist (?:der|die)|wie gross ist (?:der|die)|wie ist (?:der|die))? ?(?:zeitunterschied|zeitverschiebung|zeitdifferenz) (?:zwischen|von) (.+) (?:und|nach|zu) (.+)$/,
    difference,
  ],
  [
    /^(?:(?:what(?:'s| is)?|when is) )?(\d{1,2})(?::(\d{2}))? ?(am|pm|o'clock)? ?(?:in |at )?(?:the )?(.+?)(?: time)? (?:in|for) (.+?)(?: time)?$/,
    convert,
  ],
  [
    /^(?:wie ?viel uhr ist|was ist|wie spaet ist) (?:es )?(?:um )?(\d{1,2})(?::(\d{2}))? ?(uhr)? (?:in |aus )?(.+?) in (.+)$/,
    convert,
  ],
  [
    /^(?:how (?:many (?:days|weeks|months)|long)(?: (?:is|are|do we have|have i got|left|to go|remain))?(?: (?:it|there|we))?(?: still)?(?: left)? (?:until|till|to|before)|days (?:until|till|to)|countdown to|days between (?:today|now) and) (.+)$/,
    until,
  ],
  [
    /^(?:wie ?viele? (?:tage|wochen|monate)(?: sind es)?(?: es)?(?: noch)?(?: sind es)?|wie lange(?: ist es| dauert es)?(?: noch)?(?: ist es| dauert es)?|tage) (?:bis|zu) (.+?)(?: sind es noch)?$/,
    until,
  ],
  [
    /^(?:how (?:many days|long)(?: is it| has it been| have passed| ago was)?(?: since)?|days since) (.+)$/,
    since,
  ],
  [
    /^(?:wie ?viele? tage(?: sind(?: es)?)?(?: vergangen)?|wie lange ist es her) seit (.+?)(?: vergangen)?$/,
    since,
  ],
  [/^in wie ?vielen tagen ist (.+)$/, until],
  [/^(?:what(?:'s| is) )?(today|tomorrow|yesterday)'s (?:date|day)$/, dateOnly('date')],
  [/^(?:when is|wann ist) (.+)$/, dateOnly('date')],
  [
    /^(?:what|which) (?:calendar )?week (?:is it|number is it|of the year is it|are we in|is this|do we have)(?: .*)?$/,
    aspect('week'),
  ],
  [
    /^(?:(?:welche|was fuer eine) (?:kalenderwoche|kw|woche)(?: ist| haben wir)?|in welcher (?:kalenderwoche|kw|woche) (?:sind|leben) wir)(?: .*)?$/,
    aspect('week'),
  ],
  [
    /^(?:what|which) year (?:is it|is this|do we have|are we in)$|^(?:welches jahr (?:ist|haben wir|ist es)|in welchem jahr (?:sind|leben) wir)(?: .*)?$/,
    aspect('year'),
  ],
  [
    /^(?:what|which) month (?:is it|is this|are we in)$|^(?:welcher monat ist|welchen monat haben wir|in welchem monat sind wir)(?: .*)?$/,
    aspect('month'),
  ],
  [
    /^(?:what|which) (?:day|weekday|day of the week) (?:is|was|will be|is it|falls on)(?: on)? (.+?)(?: on)?$/,
    dateOnly('weekday'),
  ],
  [
    /^(?:welcher (?:wochen)?tag|was fuer ein (?:wochen)?tag|auf welchen (?:wochen)?tag) (?:ist|war|wird|faellt)(?: am| der)? (.+)$/,
    dateOnly('weekday'),
  ],
  [
    /^(?:what|which)(?:'s| is| was| will be)? (?:the |be the )?date (?:is |was |will be |will it be )?(?:of |on )?(.+)$/,
    dateOnly('date'),
  ],
  [/^(?:what date|what day) (?:will it be|is it|was it) (.+)$/, dateOnly('date')],
  [
    /^(?:welches datum|welcher tag|was fuer ein datum|den wievielten)(?: ist| war| haben wir)?(?: es)? (.+)$/,
    dateOnly('date'),
  ],
  [/^(?:der wievielte (?:ist|war)|den wievielten haben wir) (.+)$/, dateOnly('date')],
];

const timeWords =
  /^(?:what time (?:is it|it is|do we have)|what(?:'s| is) the (?:current |local |exact )?time|the (?:current )?time|current time|time|local time|how late is it|what o'clock is it|got the time|wie spaet (?:ist es|haben wir(?: es)?|es ist)|wie ?viel uhr (?:ist es|haben wir(?: es)?|es ist)|welche uhrzeit (?:ist es|ist|haben wir)|(?:was ist )?(?:die )?(?:aktuelle )?uhrzeit|die zeit|zeit)\b/;
const dateWords =
  /^(?:what(?:'s| is) (?:the )?(?:current |today's )?date(?: today)?|what(?:'s| is) today(?:'s date)?|today's date|date|what day is it|what day (?:is|it is)(?: it)?(?: today)?|which day is it|(?:welcher|was fuer ein) tag (?:ist|ist es)(?: heute)?|(?:welches|was fuer ein) datum(?: (?:ist|haben wir|ist es))?(?: heute)?|was ist heute(?: fuer ein tag| fuer ein datum)?|(?:was ist )?(?:das )?(?:heutige |aktuelle )?datum|(?:der|den) wievielte[n]? (?:ist|haben wir)(?: heute)?)(?: today| heute)?$/;

/** Finds a question about time or dates. */
export function recogniseTime(sentence: Sentence, today: Today): Intent | undefined {
  const { text } = sentence;
  if (dateWords.test(text)) return clock('date', {});
  for (const [pattern, read] of readers) {
    const match = pattern.exec(text);
    const intent = match && read(match, today);
    if (intent) return intent;
  }
  return readTimeOf(text);
}

/** "what time is it in Tokyo", "time in New York", "Uhrzeit in Tokio heute". */
function readTimeOf(text: string): Intent | undefined {
  const start = timeWords.exec(text)?.[0];
  if (start === undefined) return undefined;
  const rest = text
    .slice(start.length)
    .replace(/^ (?:right )?(?:now|gerade|jetzt)(?= )/, '')
    .replace(/ (?:is it|ist es|haben wir)$/, '')
    .trim();
  if (rest === '' || /^(?:now|here|jetzt|hier|today|heute|is it|ist es)$/.test(rest))
    return clock('time', {});
  const where = new RegExp(`^${place}$`).exec(rest)?.[1];
  return where === undefined ? undefined : clock('time', { zone: where }, where);
}

function clock(aspect: ClockAspect, question: ClockQuestion, ...places: string[]): Intent {
  return { kind: 'clock', aspect, questions: [question], places };
}

function aspect(name: ClockAspect): Reader {
  return () => clock(name, {});
}

function difference(match: RegExpExecArray): Intent {
  const [, from = '', to = ''] = match;
  const questions = [{ zone: from }, { zone: to }];
  return { kind: 'clock', aspect: 'difference', questions, places: [from, to] };
}

function convert(match: RegExpExecArray, today: Today): Intent | undefined {
  const [, hourText = '', minute, half, from = '', to = ''] = match;
  // "5 km in miles" has the same form.
  if (minute === undefined && half === undefined) return undefined;
  let hour = Number(hourText);
  if (half === 'pm' && hour < 12) hour += 12;
  if (half === 'am' && hour === 12) hour = 0;
  if (hour > 23) return undefined;
  const at = `${isoDate(today)}T${String(hour).padStart(2, '0')}:${minute ?? '00'}`;
  return clock('convert', { at, atZone: from, zone: to }, from, to);
}

function until(match: RegExpExecArray, today: Today): Intent | undefined {
  const when = readWhen(match[1] ?? '');
  return when && clock('until', { until: isoDate(findDate(when, today)) });
}

function since(match: RegExpExecArray, today: Today): Intent | undefined {
  const when = readWhen(match[1] ?? '');
  if (!when) return undefined;
  const date = findDate(when, today);
  const isAhead = isoDate(date) > isoDate(today);
  const isYearOpen = when.kind === 'date' && when.year === undefined;
  const past = isAhead && isYearOpen ? { ...date, year: date.year - 1 } : date;
  return clock('until', { until: isoDate(past) });
}

function dateOnly(name: ClockAspect): Reader {
  return (match, today) => {
    const when = readWhen((match[1] ?? '').replace(/^(?:it |es )/, ''));
    if (!when) return undefined;
    if (when.kind === 'days')
      return clock(name === 'weekday' ? 'date' : name, { add: { days: when.days } });
    if (when.kind === 'span') return clock(name, { add: { [when.unit]: when.count } });
    return clock(name, { at: isoDate(findDate(when, today)) });
  };
}

interface PlainDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A date without a year is the next one of that name. */
export function findDate(when: When, today: Today): PlainDate {
  switch (when.kind) {
    case 'days':
      return shift(today, when.days);
    case 'span':
      return shiftSpan(today, when.unit, when.count);
    case 'weekday': {
      const ahead = (when.weekday - today.weekday + 7) % 7 || 7;
      return shift(today, when.isPast ? ahead - (ahead === 7 ? 14 : 7) : ahead);
    }
    case 'date': {
      if (when.year !== undefined) return { year: when.year, month: when.month, day: when.day };
      const isOver =
        when.month < today.month || (when.month === today.month && when.day < today.day);
      return { year: today.year + (isOver ? 1 : 0), month: when.month, day: when.day };
    }
  }
}

function shiftSpan(
  today: Today,
  unit: 'days' | 'weeks' | 'months' | 'years',
  count: number,
): PlainDate {
  switch (unit) {
    case 'days':
      return shift(today, count);
    case 'weeks':
      return shift(today, count * 7);
    case 'months':
      return fromUtc(Date.UTC(today.year, today.month - 1 + count, today.day));
    case 'years':
      return { ...today, year: today.year + count };
  }
}

function shift(today: Today, days: number): PlainDate {
  return fromUtc(Date.UTC(today.year, today.month - 1, today.day + days));
}

function fromUtc(ms: number): PlainDate {
  const date = new Date(ms);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Writes a date as 2026-12-24. */
export function isoDate({ year, month, day }: PlainDate): string {
  return [
    String(year).padStart(4, '0'),
    String(month).padStart(2, '0'),
    String(day).padStart(2, '0'),
  ].join('-');
}
