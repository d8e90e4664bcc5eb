import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { chatAddress } from '../../navigation/address.ts';
import { useErrorWords, useFormats } from '../../i18n/use-words.ts';
import { useApp } from '../../state/app-context.ts';
import type { SearchHit } from '../../state/search.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { plainWords } from './plain-words.ts';
import styles from './search-hits.module.css';
import { Snippet } from './snippet.tsx';

/** What was found, newest first, with the words marked; each leads to its message. */
export function SearchHits() {
  const { t } = useTranslation();
  const { search } = useApp();
  const describe = useErrorWords();
  const { query, hits, cursor, error } = useStore(search.store);

  if (error) return <ErrorNotice {...describe(error)} />;
  if (!hits) return <Skeleton label={t('search.label')} lines={4} />;
  if (hits.length === 0) {
    return <EmptyState title={t('search.none', { query })} hint={t('search.noneHint')} />;
  }
  const hasMore = cursor !== undefined;
  return (
    <>
      <p className={styles['count']} role="status">
        {t(hasMore ? 'search.hitsMore' : 'search.hits', { count: hits.length })}
      </p>
      <ul>
        {hits.map((hit) => (
          <Hit key={hit.messageId} hit={hit} />
        ))}
      </ul>
      {hasMore && (
        <Button look="quiet" size="small" onClick={search.loadMore}>
          {t('search.more')}
        </Button>
      )}
    </>
  );
}

function Hit({ hit }: { readonly hit: SearchHit }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { sessions, clock } = useApp();
  // A conversation that no key leads to any more is read by its id.
  const isLive = useStore(sessions.store, ({ rows }) =>
    rows.some((row) => row.sessionId === hit.sessionId),
  );
  const session = isLive ? undefined : hit.sessionId;
  return (
    <li>
      <a
        className={styles['hit']}
        href={chatAddress(hit.sessionKey, { session, message: hit.messageId })}
      >
        <span className={styles['head']}>
          <span className={styles['title']}>{plainWords(hit.title) || t('sessions.untitled')}</span>
          <time className={styles['time']} dateTime={new Date(hit.timestamp).toISOString()}>
            {formats.short(hit.timestamp, clock.now())}
          </time>
        </span>
        <Snippet text={hit.snippet} />
      </a>
    </li>
  );
}
