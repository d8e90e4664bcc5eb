import { isJsonObject, parseJson, readText, type JsonObject } from '../json-value.ts';
import type { Intent, Language } from './intent.ts';
import type { SpokenMoment, Words } from './words.ts';

type ClockIntent = Extract<Intent, { kind: 'clock' }>;

/** Puts what the clock said into words. What it did not say as expected is passed on as it is. */
export function answerClockResult(
  intent: ClockIntent,
  results: readonly string[],
  words: Words,
): string {
  const [first, second] = results.map(parseJson).filter(isJsonObject);
  const moment = first && readMoment(first, words.language);
  if (!first || !moment) return results.join(' ');
  if (intent.aspect === 'until') return answerUntil(first, words) ?? results.join(' ');
  if (intent.aspect === 'difference') {
    return second ? answerDifference(intent, first, second, words) : results.join(' ');
  }
  return answerMoment(intent, first, moment, words);
}

function answerMoment(
  intent: ClockIntent,
  answer: JsonObject,
  moment: SpokenMoment,
  words: Words,
): string {
  const date = readText(answer, 'date') ?? '';
  switch (intent.aspect) {
    case 'date':
      return words.dateIs(moment, readOffset(intent));
    case 'weekday':
      return words.weekdayOf(moment);
    case 'week':
      return words.weekIs(Number(answer['isoWeek']), moment);
    case 'year':
      return words.yearIs(date.slice(0, 4));
    case 'month':
      return words.monthIs(nameMonth(date, words.language));
    case 'convert':
      return words.converted(moment, nameOf(intent.places[1], answer));
    case 'time':
    case 'until':
    case 'difference':
      return intent.places.length > 0
        ? words.timeIn(moment, nameOf(intent.places[0], answer))
        : words.timeHere(moment, readText(answer, 'zone') ?? '');
  }
}

function answerUntil(answer: JsonObject, words: Words): string | undefined {
  const until = answer['until'];
  if (!isJsonObject(until)) return undefined;
  const moment = readMoment(until, words.language);
  return moment && words.daysUntil(Number(until['days']), moment);
}

function answerDifference(
  intent: ClockIntent,
  first: JsonObject,
  second: JsonObject,
  words: Words,
): string {
  const minutes = readOffsetMinutes(second) - readOffsetMinutes(first);
  const [from, to] = intent.places;
  return words.difference(minutes, nameOf(from, first), nameOf(to, second));
}

/** How many days from today the date is; undefined for a date that was named itself. */
function readOffset(intent: ClockIntent): number | undefined {
  const [question] = intent.questions;
  if (question?.at !== undefined) return undefined;
  const add = question?.add;
  if (add === undefined) return 0;
  return Object.keys(add).join() === 'days' ? add.days : undefined;
}

/** The city of the zone when the place was found by it, else as the person wrote it. */
function nameOf(place: string | undefined, answer: JsonObject): string {
  const zone = readText(answer, 'zone') ?? '';
  const city = zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
  if (place === undefined || place.includes('/') || place === city.toLowerCase()) return city;
  return place.replace(/(?<=^|[\s-])\p{Ll}/gu, (letter) => letter.toUpperCase());
}

function readMoment(answer: JsonObject, language: Language): SpokenMoment | undefined {
  const date = readText(answer, 'date');
  const time = readText(answer, 'time');
  if (date === undefined || time === undefined) return undefined;
  return { date: speakDate(date, language), time: time.slice(0, 5) };
}

/** "Thursday, 24 December 2026" or "Donnerstag, 24. Dezember 2026". */
function speakDate(isoDate: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  const text = format.format(new Date(`${isoDate}T00:00:00Z`));
  // British English leaves the comma out.
  return language === 'en' ? text.replace(/^(\w+),? /, '$1, ') : text;
}

function nameMonth(isoDate: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    timeZone: 'UTC',
    month: 'long',
    year: 'numeric',
  });
  return format.format(new Date(`${isoDate}T00:00:00Z`));
}

function readOffsetMinutes(answer: JsonObject): number {
  const match = /^([+-])(\d\d):(\d\d)$/.exec(readText(answer, 'utcOffset') ?? '');
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}
