import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { regionalTag } from '../../i18n/formats.ts';
import { createFigures, type Figures } from './figures.ts';

/** Figures in the reader's language. */
export function useFigures(): Figures {
  const { i18n } = useTranslation();
  return useMemo(
    () => createFigures(regionalTag(i18n.language, navigator.languages)),
    [i18n.language],
  );
}
