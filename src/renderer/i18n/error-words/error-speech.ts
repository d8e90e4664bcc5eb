import type { ErrorValues } from '../../../shared/errors/index.ts';
import type { en } from '../en.ts';

/** Message and hint with `{name}` places, as in the registry of errors. */
export interface ErrorTemplates {
  readonly message: string;
  readonly hint: string;
}

type InCatalogue = keyof typeof en.errors;

/** One entry for each code of an area, but for those whose words are in the catalogue. */
export type WordsOf<T> = Readonly<Record<Exclude<keyof T, InCatalogue>, ErrorTemplates>>;

/** A piece of a sentence: English, and the same in another language; with `{name}` places. */
export type Phrase = readonly [english: string, other: string];

/** All that is needed to say the gateway's errors in another language than English. Plain data. */
export interface ErrorSpeech {
  /** As the gateway says them. */
  readonly english: Readonly<Record<string, ErrorTemplates>>;
  readonly words: Readonly<Record<string, ErrorTemplates>>;
  readonly phrases: readonly Phrase[];
  /** What settings are for, by path with `*`: the way out where a value does not fit. */
  readonly settings: Readonly<Record<string, { readonly help?: string }>>;
}

/** An error as it came. */
export interface SpokenError {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly values?: ErrorValues;
}
