import type { i18n } from 'i18next';
import { regionalTag } from './formats.ts';

/**
 * Makes something once for each language: what formats numbers and times takes a millisecond to make,
 * which a hundred rows that come into sight at once can't spend each.
 */
export function byLanguage<T>(create: (tag: string) => T): (words: i18n) => T {
  const made = new WeakMap<i18n, Map<string, T>>();
  return (words) => {
    const { language } = words;
    const ofThis = made.get(words) ?? new Map<string, T>();
    made.set(words, ofThis);
    const known = ofThis.get(language);
    if (known !== undefined) return known;
    const fresh = create(regionalTag(language, navigator.languages));
    ofThis.set(language, fresh);
    return fresh;
  };
}
