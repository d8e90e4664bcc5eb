import type { Action } from './intent.ts';
import { isoDate, findDate, type Today } from './recognise-time.ts';
import { readWhen } from './read-when.ts';
import { fold } from './sentence.ts';

const span = String.raw`in (?:half an|an?|one|einer halben|einem|einer|einem|\d{1,4}) [\p{L}]+`;
const hourLoose = String.raw`(?:at|um|gegen) \d{1,2}(?:[:.]\d{2})?(?: ?(?:am|pm|uhr|o'clock))?`;
const day = String.raw`(?:today|tomorrow|heute|morgen|übermorgen|uebermorgen|the day after tomorrow|(?:on |next |am |nächsten |naechsten )[\p{L}]+|(?:on |am )?\d{1,2}\.(?: ?\d{1,2}\.|(?: of)? [\p{L}]+)(?: ?\d{4})?)`;
const when = `(?:${span}|${day},? ${hourLoose}|${hourLoose},? ${day}|${hourLoose}|${day})`;
const say = String.raw`(?:to |that |about |of |daran, |dass |an |, )*(.+?)`;

const patterns: readonly (readonly [RegExp, 'when-first' | 'what-first'])[] = [
  [new RegExp(`^(?:please )?remind me,? (${when}),? ${say}[.!]*$`, 'iu'), 'when-first'],
  [new RegExp(`^(?:please )?remind me ${say},? (${when})[.!]*$`, 'iu'), 'what-first'],
  [
    new RegExp(
      `^(?:please )?(?:set|make|create)(?: me)? (?:a |an )?(?:reminder|alarm|timer) (?:for )?(${when}|(?:for )?\\d{1,4} [\\p{L}]+)(?:,? ${say})?[.!]*$`,
      'iu',
    ),
    'when-first',
  ],
  [new RegExp(`^(?:please )?wake me(?: up)? (${when})[.!]*$`, 'iu'), 'when-first'],
  [
    new RegExp(`^(?:bitte )?erinner(?:e|n sie)? mich(?: bitte)?,? (${when}),? ${say}[.!]*$`, 'iu'),
    'when-first',
  ],
  [
    new RegExp(`^(?:bitte )?erinner(?:e|n sie)? mich(?: bitte)? ${say},? (${when})[.!]*$`, 'iu'),
    'what-first',
  ],
  [
    new RegExp(
      `^(?:bitte )?(?:stell(?:e)?|setz(?:e)?)(?: mir)? (?:einen |eine )?(?:wecker|timer|erinnerung) (?:auf |für |fuer )?(${when}|\\d{1,2}(?:[:.]\\d{2})? uhr|\\d{1,4} [\\p{L}]+)(?:,? ${say})?[.!]*$`,
      'iu',
    ),
    'when-first',
  ],
  [new RegExp(`^(?:bitte )?weck mich (${when})[.!]*$`, 'iu'), 'when-first'],
];

/** Reads "remind me in 10 minutes to drink water" and the like; undefined for anything else. */
export function readReminder(raw: string, today: Today): Action | undefined {
  const text = raw.trim().replace(/\s+/g, ' ').replace(/\?$/, '');
  for (const [pattern, order] of patterns) {
    const match = pattern.exec(text);
    if (!match) continue;
    const [whenText = '', sayText = ''] =
      order === 'when-first' ? [match[1], match[2]] : [match[2], match[1]];
    const moment = readMoment(fold(whenText), today);
    if (moment) return { do: 'remind', ...moment, say: sayText.trim() || '⏰' };
  }
  return undefined;
}

interface Moment {
  /** As the tool reads it: "10 minutes". */
  readonly in?: string;
  /** A local time such as 2026-12-24T18:00. */
  readonly at?: string;
}

const units: readonly (readonly [RegExp, string])[] = [
  [/^(?:second|sekunde)/, 'seconds'],
  [/^(?:min)/, 'minutes'],
  [/^(?:hour|stunde)/, 'hours'],
  [/^(?:day|tag)/, 'days'],
  [/^(?:week|woche)/, 'weeks'],
];

function readMoment(text: string, today: Today): Moment | undefined {
  const half = /^in (?:half an hour|einer halben stunde)$/.test(text);
  if (half) return { in: '30 minutes' };
  const length = /^(?:in |for )?(an?|one|einem|einer|\d{1,4}) ([a-z]+)$/.exec(text);
  const unit = units.find(([pattern]) => pattern.test(length?.[2] ?? ''))?.[1];
  if (length && unit)
    return { in: `${/^\d/.test(length[1] ?? '') ? (length[1] ?? '') : '1'} ${unit}` };
  return readClockTime(text, today);
}

const clockTime = /(?:\b(?:at|um|gegen) )?\b(\d{1,2})(?:[:.](\d{2}))?(?: ?(am|pm|uhr|o'clock))?$/;
const clockFirst =
  /^(?:at|um|gegen) (\d{1,2})(?:[:.](\d{2}))?(?: ?(am|pm|uhr|o'clock))?,? (?!am$|pm$|uhr|o'clock)/;

/** A day and an hour; a day alone means nine in the morning, an hour alone its next coming. */
function readClockTime(text: string, today: Today): Moment | undefined {
  const dayOnly = readWhen(text);
  if (dayOnly) return { at: `${isoDate(findDate(dayOnly, today))}T09:00` };
  const match = clockFirst.exec(text) ?? clockTime.exec(text);
  if (!match) return undefined;
  const time = readHour(match);
  const rest = text
    .replace(match[0], '')
    .replace(/[, ]+$/, '')
    .trim();
  const date = rest === '' ? undefined : readWhen(rest);
  if (time === undefined || (rest !== '' && !date)) return undefined;
  if (date) return { at: `${isoDate(findDate(date, today))}T${time}` };
  const isOver = time <= (today.time ?? '00:00');
  const next = findDate({ kind: 'days', days: isOver ? 1 : 0 }, today);
  return { at: `${isoDate(next)}T${time}` };
}

function readHour([, hourText = '', minute = '00', half]: RegExpExecArray): string | undefined {
  let hour24 = Number(hourText);
  if (half === 'pm' && hour24 < 12) hour24 += 12;
  if (half === 'am' && hour24 === 12) hour24 = 0;
  if (hour24 > 23 || Number(minute) > 59) return undefined;
  return `${String(hour24).padStart(2, '0')}:${minute}`;
}
