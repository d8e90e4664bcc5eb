import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { describeError, type ErrorWords } from './describe-error.ts';
import { createFormats, regionalTag, type Formats } from './formats.ts';

/** Times and numbers in the reader's language. */
export function useFormats(): Formats {
  const { i18n } = useTranslation();
  return useMemo(
    () => createFormats(regionalTag(i18n.language, navigator.languages)),
    [i18n.language],
  );
}

/** Puts an error into the reader's words. */
export function useErrorWords(): (error: Parameters<typeof describeError>[1]) => ErrorWords {
  const { t } = useTranslation();
  return (error) => describeError(t, error);
}
