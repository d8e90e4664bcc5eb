import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/use-words.ts';
import { useApp } from '../../state/app-context.ts';
import styles from './approval-card.module.css';

const minuteMs = 60_000;

/** How long a question still waits; counts down by itself and is not read out while it does. */
export function TimeLeft({ until }: { readonly until: number }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow(until);
  return (
    <time
      className={styles['until']}
      dateTime={new Date(until).toISOString()}
      title={formats.dateTime(until)}
      data-urgent={until - now < minuteMs}
    >
      {until > now
        ? t('approvals.expires', { when: formats.until(until, now) })
        : t('approvals.expiring')}
    </time>
  );
}

/** The time, anew each second in the last minutes and four times a minute before. */
function useNow(until: number): number {
  const { clock } = useApp();
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    const isClose = until - now < 2 * minuteMs;
    const timer = clock.after(isClose ? 1_000 : 15_000, () => setNow(clock.now()));
    return () => timer.cancel();
  }, [clock, now, until]);
  return now;
}
