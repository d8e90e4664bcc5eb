import { parsePath } from '../../../shared/config/path.ts';
import { fillTemplate } from '../../../shared/errors/spec.ts';
import type { ErrorValues } from '../../../shared/errors/index.ts';
import { matchPattern } from '../../state/config-draft/secret-paths.ts';
import type { ErrorSpeech, ErrorTemplates, SpokenError } from './error-speech.ts';
import { placesOf, readTemplate } from './template.ts';

/** Values that are pieces of sentences; all others are names and numbers. */
const spoken = new Set([
  ...['reason', 'fix', 'found', 'wanted', 'kind', 'detail', 'holder', 'state', 'unit', 'place'],
  ...['choices', 'least', 'most', 'expected'],
]);

/** A reason can be another error, which has a reason. */
const deepest = 3;

/**
 * Says an error of the gateway in another language. Values that did not travel with it are read from
 * its English words. Undefined where that is not possible: then it is better shown as it came.
 */
export function sayError(speech: ErrorSpeech, error: SpokenError): ErrorTemplates | undefined {
  const words = own(speech.words, error.code);
  const english = own(speech.english, error.code);
  if (!words || !english) return undefined;
  const values = {
    ...readTemplate(english.message, error.message),
    ...readTemplate(english.hint, error.hint),
    ...error.values,
  };
  const said = sayValues(speech, values, 0);
  return isFilled(words.message, said) && isFilled(words.hint, said)
    ? { message: fillTemplate(words.message, said), hint: fillTemplate(words.hint, said) }
    : undefined;
}

/** Says a sentence that is an error's message or hint; undefined when it is neither. */
export function saySentence(speech: ErrorSpeech, sentence: string): string | undefined {
  return sayText(speech, sentence, 0);
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function isFilled(template: string, values: ErrorValues): boolean {
  return placesOf(template).every((name) => Object.hasOwn(values, name));
}

function sayValues(speech: ErrorSpeech, values: ErrorValues, depth: number): ErrorValues {
  const entries = Object.entries(values).map(([name, value]) =>
    spoken.has(name) && typeof value === 'string'
      ? [name, sayText(speech, value, depth) ?? helpFor(speech, name, values) ?? value]
      : [name, value],
  );
  return Object.fromEntries(entries) as ErrorValues;
}

/** A whole sentence that is another error's, or else a piece: pieces could be found within sentences. */
function sayText(speech: ErrorSpeech, text: string, depth: number): string | undefined {
  if (depth >= deepest) return undefined;
  for (const [code, english] of Object.entries(speech.english)) {
    const words = own(speech.words, code);
    const said = words && sayPart(speech, { english, words }, text, depth + 1);
    if (said !== undefined) return said;
  }
  for (const [english, other] of speech.phrases) {
    const values = readTemplate(english, text);
    if (values) return fillTemplate(other, sayValues(speech, values, depth + 1));
  }
  return undefined;
}

interface Pair {
  readonly english: ErrorTemplates;
  readonly words: ErrorTemplates;
}

function sayPart(
  speech: ErrorSpeech,
  { english, words }: Pair,
  text: string,
  depth: number,
): string | undefined {
  for (const part of ['message', 'hint'] as const) {
    const values = isWhole(english[part]) ? readTemplate(english[part], text) : undefined;
    if (values && isFilled(words[part], values)) {
      return fillTemplate(words[part], sayValues(speech, values, depth));
    }
  }
  return undefined;
}

/** Whether there is enough of its own in it to be known again. */
function isWhole(template: string): boolean {
  return template.replace(/\{\w+\}/g, '').trim().length > 8;
}

/** The way out of a value that does not fit is what the setting is for; the gateway says it in English. */
function helpFor(speech: ErrorSpeech, name: string, { path }: ErrorValues): string | undefined {
  const steps = name === 'fix' && typeof path === 'string' ? parsePath(path) : undefined;
  const key = steps && matchPattern(Object.keys(speech.settings), steps);
  return key === undefined ? undefined : speech.settings[key]?.help;
}
