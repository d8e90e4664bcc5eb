import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { regionalTag } from '../../i18n/formats.ts';

/** Times as a log shows them: to the millisecond, with the date before today. */
export function useClockTime(): (at: number) => string {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const tag = regionalTag(i18n.language, navigator.languages);
    const time = new Intl.DateTimeFormat(tag, {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      fractionalSecondDigits: 3,
      hourCycle: 'h23',
    });
    const date = new Intl.DateTimeFormat(tag, { day: '2-digit', month: '2-digit' });
    const today = new Date().setHours(0, 0, 0, 0);
    return (at) => (at >= today ? time.format(at) : `${date.format(at)} ${time.format(at)}`);
  }, [i18n.language]);
}
