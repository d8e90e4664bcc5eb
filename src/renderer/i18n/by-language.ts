import type { i18n } from 'i18next';
import { regionalTag } from './formats.ts';

/**
 * Makes something once for each language: what formats numbers and times takes a millisecond to make,
 * which a hundred rows that come into sight at once can't spend each. Kept by the language's tag and
 * not by `words`: `useTranslation` wraps those anew for every component.
 */
export function byLanguage<T>(create: (tag: string) => T): (words: Pick<i18n, 'language'>) => T {
  const made = new Map<string, T>();
  return ({ language }) => {
    const tag = regionalTag(language, navigator.languages);
    const known = made.get(tag);
    if (known !== undefined) return known;
    const fresh = create(tag);
    made.set(tag, fresh);
    return fresh;
  };
}
