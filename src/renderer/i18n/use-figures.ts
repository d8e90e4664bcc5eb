import { useTranslation } from 'react-i18next';
import { byLanguage } from './by-language.ts';
import { createFigures, type Figures } from './figures.ts';

const figuresOf = byLanguage(createFigures);

/** Figures in the reader's language. */
export function useFigures(): Figures {
  return figuresOf(useTranslation().i18n);
}
