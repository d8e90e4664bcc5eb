import type { i18n } from 'i18next';
import { en } from './en.ts';
import type { ErrorSpeech } from './error-words/error-speech.ts';
import { sayError, saySentence } from './error-words/say-error.ts';

/** An error as it is shown. */
export interface ErrorWords {
  readonly message: string;
  readonly hint: string;
  readonly code: string;
}

/** An error of any origin, in the shape it comes in. */
export interface Describable {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

type DescribedCode = keyof typeof en.errors & `${string}_hint` extends `${infer C}_hint`
  ? C
  : never;

/** Where a language that is not the gateway's has its words for errors. */
export const errorNamespace = 'errors';

/**
 * The words for an error: from the catalogue where it knows the code, else in the reader's language
 * where that has words for it, else as they came.
 */
export function describeError(words: i18n, error: Describable): ErrorWords {
  const { code, values = {} } = error;
  const { t } = words;
  if (isDescribed(code)) {
    return {
      code,
      message: t(`errors.${code}`, { reason: '', ...values }),
      hint: t(`errors.${code}_hint`),
    };
  }
  const speech = speechOf(words);
  const said = speech && sayError(speech, error);
  return { code, message: error.message || t('errors.generic'), hint: error.hint, ...said };
}

function isDescribed(code: string): code is DescribedCode {
  return Object.hasOwn(en.errors, code) && Object.hasOwn(en.errors, `${code}_hint`);
}

/** A sentence that is an error's message, without its code: in the reader's language where it is known. */
export function describeSentence(words: i18n, sentence: string): string {
  const speech = speechOf(words);
  return (speech && saySentence(speech, sentence)) ?? sentence;
}

function speechOf(words: i18n): ErrorSpeech | undefined {
  const bundle: unknown = words.getResourceBundle(words.language, errorNamespace);
  return isErrorSpeech(bundle) ? bundle : undefined;
}

function isErrorSpeech(bundle: unknown): bundle is ErrorSpeech {
  return typeof bundle === 'object' && bundle !== null && 'phrases' in bundle;
}
