import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../state/preferences.ts';
import { keepTrying } from '../transport/keep-trying.ts';
import type { Catalogue } from './catalogue.ts';
import { errorNamespace } from './describe-error.ts';
import type { ErrorSpeech } from './error-words/error-speech.ts';
import { en } from './en.ts';

/** What a language consists of. The gateway says errors in English, so that English needs no more. */
interface Vocabulary {
  readonly translation: Catalogue;
  readonly [errorNamespace]?: ErrorSpeech;
}

/** Languages besides English are fetched when they are first needed. */
async function loadVocabulary(language: Language): Promise<Vocabulary> {
  switch (language) {
    case 'en':
      return { translation: en };
    case 'de': {
      const [{ de }, { errorSpeechDe }] = await Promise.all([
        import('./de.ts'),
        import('./error-words/de.ts'),
      ]);
      return { translation: de, [errorNamespace]: errorSpeechDe };
    }
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
      [language]: { ...(await loadVocabulary(language)) },
    },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return instance;
}

/**
 * Switches the language; fetches its words first, for as long as the gateway that serves them is away.
 *
 * @param isWanted whether it still is the chosen one once its words are there
 */
export async function switchLanguage(
  instance: i18n,
  language: Language,
  isWanted: () => boolean,
): Promise<void> {
  if (!instance.hasResourceBundle(language, 'translation')) {
    for (const [namespace, words] of Object.entries(
      await keepTrying(() => loadVocabulary(language)),
    )) {
      instance.addResourceBundle(language, namespace, words);
    }
  }
  if (isWanted()) await instance.changeLanguage(language);
}
