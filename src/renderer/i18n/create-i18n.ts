import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../state/preferences.ts';
import type { Catalogue } from './catalogue.ts';
import { en } from './en.ts';

/** Catalogues besides English are fetched when they are first needed. */
async function loadCatalogue(language: Language): Promise<Catalogue> {
  switch (language) {
    case 'en':
      return en;
    case 'de':
      return (await import('./de.ts')).de;
  }
}

/** The words of the interface, ready in `language`. */
export async function createI18n(language: Language): Promise<i18n> {
  const instance = createInstance();
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: {
      en: { translation: en },
      [language]: { translation: await loadCatalogue(language) },
    },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return instance;
}

/** Switches the language; fetches its catalogue first. */
export async function switchLanguage(instance: i18n, language: Language): Promise<void> {
  if (!instance.hasResourceBundle(language, 'translation')) {
    instance.addResourceBundle(language, 'translation', await loadCatalogue(language));
  }
  await instance.changeLanguage(language);
}
