import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
import { useStore } from 'zustand';
import { useErrorWords, useFormats } from '../../../i18n/use-words.ts';
import { useApp } from '../../../state/app-context.ts';
import type { FoundMessages } from '../../../state/inspection/found-messages.ts';
import type { SearchHit } from '../../../state/search.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { plainWords } from '../../conversation/plain-words.ts';
import { Snippet } from '../../conversation/snippet.tsx';
import { toConversation } from '../place.ts';
import { usePlace } from '../use-place.ts';
import styles from './found-list.module.css';
import list from './session-list.module.css';
import { useRowKeys } from './use-row-keys.ts';

interface FoundListProps {
  readonly found: FoundMessages;
  readonly words: string;
}

/** Messages with the words one looks for, the newest first; each leads to its place. */
export function FoundList({ found, words }: FoundListProps) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const { hits, cursor, error } = useStore(found.store);
  const handle = useRef<VirtuosoHandle>(null);
  const keys = useRowKeys(handle, hits?.length ?? 0);
  const renderHit = useCallback((_index: number, hit: SearchHit) => <Hit hit={hit} />, []);
  if (error) {
    return (
      <div className={list['notice']}>
        <ErrorNotice {...describe(error)} />
      </div>
    );
  }
  if (!hits) return <Skeleton label={t('inspect.search')} lines={6} />;
  if (hits.length === 0) {
    return (
      <div className={list['notice']}>
        <EmptyState title={t('search.none', { query: words })} hint={t('search.noneHint')} />
      </div>
    );
  }
  return (
    <>
      <p className={list['count']} role="status">
        {t(cursor === undefined ? 'search.hits' : 'search.hitsMore', { count: hits.length })}
      </p>
      <div className={list['rows']} onKeyDown={keys.press}>
        <Virtuoso
          ref={handle}
          className={list['virtual']}
          role="region"
          aria-label={t('inspect.found')}
          data={hits}
          computeItemKey={(_index, hit) => hit.messageId}
          itemContent={renderHit}
          endReached={found.loadMore}
          increaseViewportBy={300}
        />
      </div>
    </>
  );
}

function Hit({ hit }: { readonly hit: SearchHit }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { clock } = useApp();
  const place = usePlace();
  // By its id: no key may lead to it any more.
  const ref = { key: hit.sessionKey, sessionId: hit.sessionId };
  return (
    <a
      className={styles['hit']}
      href={toConversation(place, ref, hit.messageId)}
      aria-current={place.messageId === hit.messageId ? 'true' : undefined}
    >
      <span className={list['first']}>
        <span className={list['title']}>{plainWords(hit.title) || t('sessions.untitled')}</span>
        <time className={list['time']} dateTime={new Date(hit.timestamp).toISOString()}>
          {formats.short(hit.timestamp, clock.now())}
        </time>
      </span>
      <Snippet text={hit.snippet} />
    </a>
  );
}
