import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SettingWords } from '../../i18n/setting-words/setting-words.ts';

export interface SettingWordsTopic {
  readonly store: StoreApi<{ readonly german: SettingWords }>;
  /** Fetches the words of a language, once. */
  readonly need: (language: string) => void;
}

/** What settings are called in other languages than that of the schema; for `useTopic`. */
export function createSettingWords(): SettingWordsTopic {
  const store = createStore<{ readonly german: SettingWords }>(() => ({ german: {} }));
  let isAsked = false;
  return {
    store,
    need(language) {
      if (language !== 'de' || isAsked) return;
      isAsked = true;
      import('../../i18n/setting-words/de.ts').then(
        ({ settingWordsDe }) => store.setState({ german: settingWordsDe }),
        () => (isAsked = false),
      );
    },
  };
}
