import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ConfigPath } from '../../../shared/config/path.ts';
import { hintKey, matchPattern } from '../../state/config-draft/secret-paths.ts';
import { settingWordsEn } from '../../i18n/setting-words/en.ts';
import type { SettingWords } from '../../i18n/setting-words/setting-words.ts';
import type { SchemaNode } from './schema-node.ts';
import { useConfig } from './use-draft.ts';
import { createSettingWords } from './setting-words-topic.ts';
import { useTopic } from '../../state/use-topic.ts';
import type { ConfigSchema } from '../../state/config-draft/config-topic.ts';

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
  const hints = useConfig((state) => state.schema?.uiHints) ?? {};
  const own = useOwnSettingWords();
  return {
    setting: (path, node) => describe(wordKey(hints, own, path), path, { own, hints, node }),
    choice(path, value) {
      const key = `${wordKey(hints, own, path)}=${value}`;
      const found = own[key] ?? settingWordsEn[key];
      return { title: found?.title ?? value, help: found?.help };
    },
  };
}

const noWords: SettingWords = {};

/** The reader's words for settings, where that is another language than the schema's. */
export function useOwnSettingWords(): SettingWords {
  const { i18n } = useTranslation();
  const topic = useTopic(createSettingWords);
  const german = useStore(topic.store, (state) => state.german);
  useEffect(() => topic.need(i18n.language), [topic, i18n.language]);
  return i18n.language === 'de' ? german : noWords;
}

/** As the schema's hints are keyed, or the words beside it: it has no hints below a record. */
function wordKey(hints: ConfigSchema['uiHints'], own: SettingWords, path: ConfigPath): string {
  const key = hintKey(hints, path);
  if (Object.hasOwn(hints, key)) return key;
  const worded = [...Object.keys(own), ...Object.keys(settingWordsEn)];
  // Choices are keyed by their setting, which may have no words of its own here.
  const settings = worded.map((each) => each.replace(/=.*$/, ''));
  return matchPattern(settings, path) ?? key;
}

interface Sources {
  readonly own: SettingWords;
  readonly hints: ConfigSchema['uiHints'];
  readonly node: SchemaNode | undefined;
}

/** The reader's language first, then what the schema says, then the words beside the schema. */
function describe(key: string, path: ConfigPath, { own, hints, node }: Sources): Described {
  const candidates: readonly (
    { readonly title?: string | undefined; readonly help?: string | undefined } | undefined
  )[] = [
    own[key],
    { title: node?.title, help: node?.description },
    { title: hints[key]?.label, help: hints[key]?.help },
    settingWordsEn[key],
  ];
  const title = candidates.find((each) => each?.title !== undefined)?.title;
  const help = candidates.find((each) => each?.help !== undefined && each.help !== '')?.help;
  return { title: title ?? String(path.at(-1) ?? ''), help };
}
