import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../i18n/use-words.ts';
import type { Trace } from '../../../state/inspection/traces.ts';
import { Badge } from '../../../ui/badge.tsx';
import styles from './inbox-list.module.css';
import { RouteWords } from './route-words.tsx';

/** The messages that a turn answers, and how each found its way. */
export function InboxList({ inbox }: Pick<Trace, 'inbox'>) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (inbox.length === 0) return <p className={styles['none']}>{t('inspect.askedByItself')}</p>;
  return (
    <ul className={styles['list']}>
      {inbox.map((entry) => (
        <li key={entry.id} className={styles['entry']}>
          <p className={styles['from']}>
            <Badge>{entry.channel}</Badge>
            {entry.chat !== undefined && <code>{entry.chat}</code>}
            {entry.sender !== undefined && <span>{entry.sender}</span>}
            <ChevronRight size={12} aria-hidden />
            <span>{t(`inspect.inboxState.${entry.state}`)}</span>
            <time dateTime={new Date(entry.receivedAt).toISOString()}>
              {formats.time(entry.receivedAt)}
            </time>
          </p>
          {entry.text !== '' && <p className={styles['text']}>{entry.text}</p>}
          {entry.reason !== undefined && (
            <p className={styles['none']}>{t('inspect.ignoredWhy', { reason: entry.reason })}</p>
          )}
          {entry.route && <RouteWords route={entry.route} />}
        </li>
      ))}
    </ul>
  );
}
