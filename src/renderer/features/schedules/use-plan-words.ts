import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { describePlan } from '../../../shared/model/schedule-words.ts';
import type { SchedulePlan } from '../../../shared/protocol/schedules.ts';

/** When a schedule is due, in a sentence; a blank while the words are on their way. */
export function usePlanWords(plan: SchedulePlan | undefined, timeZone: string): string {
  const { i18n } = useTranslation();
  const language = i18n.language === 'de' ? 'de' : 'en';
  const key = JSON.stringify([plan, timeZone, language]);
  const [said, setSaid] = useState({ key: '', words: '\u00a0' });
  useEffect(() => {
    let isWanted = true;
    if (!plan) return undefined;
    void describePlan(plan, { language, timeZone }).then((words) => {
      if (isWanted) setSaid({ key, words });
    });
    return () => {
      isWanted = false;
    };
    // The key says all of it; a row that comes again with an event is another object.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);
  return said.key === key ? said.words : '\u00a0';
}
