import { useTranslation } from 'react-i18next';
import { byLanguage } from '../../i18n/by-language.ts';

const clockOf = byLanguage((tag): ((at: number) => string) => {
  const time = new Intl.DateTimeFormat(tag, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
  });
  const date = new Intl.DateTimeFormat(tag, { day: '2-digit', month: '2-digit' });
  return (at) => {
    const today = new Date().setHours(0, 0, 0, 0);
    return at >= today ? time.format(at) : `${date.format(at)} ${time.format(at)}`;
  };
});

/** Times as a log shows them: to the millisecond, with the date before today. */
export function useClockTime(): (at: number) => string {
  return clockOf(useTranslation().i18n);
}
