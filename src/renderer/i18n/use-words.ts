import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { byLanguage } from './by-language.ts';
import { describeError, type ErrorWords } from './describe-error.ts';
import { createFormats, type Formats } from './formats.ts';

const formatsOf = byLanguage(createFormats);

/** Times and numbers in the reader's language. */
export function useFormats(): Formats {
  return formatsOf(useTranslation().i18n);
}

/** Puts an error into the reader's words. */
export function useErrorWords(): (error: Parameters<typeof describeError>[1]) => ErrorWords {
  const { i18n } = useTranslation();
  return useCallback((error) => describeError(i18n, error), [i18n]);
}
