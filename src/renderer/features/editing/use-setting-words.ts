import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConfigPath } from '../../../shared/config/path.ts';
import { hintKey } from '../../state/config-draft/secret-paths.ts';
import { settingWordsEn } from '../../i18n/setting-words/en.ts';
import type { SettingWords } from '../../i18n/setting-words/setting-words.ts';
import type { SchemaNode } from './schema-node.ts';
import { useConfig } from './use-draft.ts';

export interface Described {
  readonly title: string;
  readonly help: string | undefined;
}

export interface DescribeSetting {
  /** The words for the setting at an absolute path. */
  readonly setting: (path: ConfigPath, node?: SchemaNode) => Described;
  /** The words for one of its choices. */
  readonly choice: (path: ConfigPath, value: string) => Described;
}

/**
 * What settings are called. The gateway's schema says it in English; other languages have a list of
 * their own, which is fetched when it is first needed.
 */
export function useSettingWords(): DescribeSetting {
  const { i18n } = useTranslation();
  const hints = useConfig((state) => state.schema?.uiHints) ?? {};
  const own = useLanguageWords(i18n.language);
  const words = (key: string): SettingWords[string] | undefined => own[key] ?? settingWordsEn[key];
  return {
    setting(path, node) {
      const key = hintKey(hints, path);
      const found = own[key];
      const last = String(path.at(-1) ?? '');
      const english = settingWordsEn[key];
      return {
        title: found?.title ?? node?.title ?? hints[key]?.label ?? english?.title ?? last,
        help: found?.help ?? node?.description ?? hints[key]?.help ?? english?.help,
      };
    },
    choice(path, value) {
      const found = words(`${hintKey(hints, path)}=${value}`);
      return { title: found?.title ?? value, help: found?.help };
    },
  };
}

function useLanguageWords(language: string): SettingWords {
  const [words, setWords] = useState<SettingWords>({});
  useEffect(() => {
    if (language !== 'de') return setWords({});
    let isWanted = true;
    void import('../../i18n/setting-words/de.ts').then(({ settingWordsDe }) => {
      if (isWanted) setWords(settingWordsDe);
    });
    return () => {
      isWanted = false;
    };
  }, [language]);
  return words;
}
