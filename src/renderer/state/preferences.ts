import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Keeper } from './keeper.ts';

export const themeChoices = ['system', 'light', 'dark', 'contrast-light', 'contrast-dark'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

export interface PreferencesState {
  readonly theme: ThemeChoice;
  readonly language: Language;
  /** Long lines of code are broken instead of scrolled. */
  readonly wrapsCode: boolean;
}

export interface Preferences {
  readonly store: StoreApi<PreferencesState>;
  readonly setTheme: (theme: ThemeChoice) => void;
  readonly setLanguage: (language: Language) => void;
  readonly toggleWrap: () => void;
}

/**
 * What this browser was told to remember.
 * @param browserLanguages in the order of liking, as the browser says
 */
export function createPreferences(
  keeper: Keeper,
  browserLanguages: readonly string[],
): Preferences {
  const store = createStore<PreferencesState>(() => ({
    theme: pick(themeChoices, keeper.read('theme')) ?? 'system',
    language: pick(languages, keeper.read('language')) ?? preferredLanguage(browserLanguages),
    wrapsCode: keeper.read('wrapsCode') === true,
  }));
  return {
    store,
    setTheme(theme) {
      keeper.write('theme', theme);
      store.setState({ theme });
    },
    setLanguage(language) {
      keeper.write('language', language);
      store.setState({ language });
    },
    toggleWrap() {
      const wrapsCode = !store.getState().wrapsCode;
      keeper.write('wrapsCode', wrapsCode);
      store.setState({ wrapsCode });
    },
  };
}

/** The first language of the browser's list that there is a catalogue for; else English. */
export function preferredLanguage(browserLanguages: readonly string[]): Language {
  for (const tag of browserLanguages) {
    const found = pick(languages, tag.split('-')[0]?.toLowerCase());
    if (found) return found;
  }
  return 'en';
}

function pick<T extends string>(allowed: readonly T[], value: unknown): T | undefined {
  return allowed.find((entry) => entry === value);
}
