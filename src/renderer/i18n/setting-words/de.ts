import { doingWordsDe } from './de/doing.ts';
import { partyWordsDe } from './de/parties.ts';
import { systemWordsDe } from './de/system.ts';
import type { SettingWords } from './setting-words.ts';

/** Settings, groups and choices in German. A test sees that none of the schema is missing. */
export const settingWordsDe: SettingWords = { ...partyWordsDe, ...systemWordsDe, ...doingWordsDe };
