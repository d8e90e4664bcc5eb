import { ArrowDown } from 'lucide-react';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtuoso, type IndexLocationWithAlign, type VirtuosoHandle } from 'react-virtuoso';
import { useStore } from 'zustand';
import { goTo } from '../../../navigation/use-address.ts';
import type { Row } from '../../../state/conversation/types.ts';
import { isAtEnd } from '../../../state/inspection/apply-live.ts';
import type { Transcript } from '../../../state/inspection/transcript.ts';
import { Button } from '../../../ui/button.tsx';
import { useStickToEnd } from '../../chat/use-stick-to-end.ts';
import { placeAddress } from '../place.ts';
import { usePlace } from '../use-place.ts';
import styles from './transcript-list.module.css';
import { TranscriptRow } from './transcript-row.tsx';

/** What is left above a message one jumped to. */
const jumpMarginPx = 96;

/** The messages in memory; reads on at both ends as one scrolls. */
export function TranscriptList({ transcript }: { readonly transcript: Transcript }) {
  const { t } = useTranslation();
  const place = usePlace();
  const list = useRef<VirtuosoHandle>(null);
  const rows = useStore(transcript.store, (state) => state.rows);
  const firstIndex = useStore(transcript.store, (state) => state.firstIndex);
  const hasEnd = useStore(transcript.store, isAtEnd);
  const hasNews = useStore(transcript.store, (state) => state.hasNews);
  const [start] = useState(() => startingPlace(rows, place.messageId));
  const { isStuck, scrollerRef, follow, goToEnd } = useStickToEnd(
    list,
    place.messageId === undefined,
  );
  const { messageId } = place;
  const renderRow = useCallback(
    (_index: number, row: Row) => (
      <TranscriptRow row={row} transcript={transcript} isTarget={row.key === messageId} />
    ),
    [transcript, messageId],
  );
  const goToNewest = (): void => {
    if (hasEnd) goToEnd();
    else {
      void transcript.readNewest();
      goTo(placeAddress(place, { messageId: undefined }), { replace: true });
    }
  };
  return (
    <div className={styles['frame']}>
      <Virtuoso
        ref={list}
        className={styles['list']}
        role="region"
        aria-label={t('chat.messages')}
        data={rows}
        computeItemKey={(_index, row) => row.key}
        itemContent={renderRow}
        firstItemIndex={firstIndex}
        initialTopMostItemIndex={start}
        increaseViewportBy={{ top: 600, bottom: 300 }}
        scrollerRef={scrollerRef}
        totalListHeightChanged={() => {
          // Only where there is an end to stay at.
          if (hasEnd) follow();
        }}
        startReached={() => void transcript.readOlder()}
        endReached={() => void transcript.readNewer()}
        context={transcript}
        components={listParts}
      />
      {(!isStuck || !hasEnd) && (
        <div className={styles['latest']}>
          <Button size="small" icon={<ArrowDown size={14} aria-hidden />} onClick={goToNewest}>
            {hasNews ? t('inspect.newMessages') : t('chat.toLatest')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** The message somebody jumped to, else the end. */
function startingPlace(rows: readonly Row[], targetId: string | undefined): IndexLocationWithAlign {
  const index = targetId === undefined ? -1 : rows.findIndex((row) => row.key === targetId);
  if (index < 0) return { index: 'LAST', align: 'end' };
  return { index, align: 'start', offset: -jumpMarginPx };
}

function ListHead({ context }: { readonly context?: Transcript }) {
  return context ? <HeadWords transcript={context} /> : null;
}

function HeadWords({ transcript }: { readonly transcript: Transcript }) {
  const { t } = useTranslation();
  const hasOlder = useStore(transcript.store, (state) => state.olderCursor !== undefined);
  const isLoading = useStore(transcript.store, (state) => state.isLoadingOlder);
  return (
    <div className={styles['edge']}>
      {hasOlder ? (
        <Button look="quiet" size="small" onClick={() => void transcript.readOlder()}>
          {isLoading ? t('chat.loadingOlder') : t('chat.older')}
        </Button>
      ) : (
        <p>{t('chat.beginning')}</p>
      )}
    </div>
  );
}

function ListFoot({ context }: { readonly context?: Transcript }) {
  return context ? <FootWords transcript={context} /> : null;
}

function FootWords({ transcript }: { readonly transcript: Transcript }) {
  const { t } = useTranslation();
  const isDetached = useStore(transcript.store, (state) => state.isDetached);
  const hasLater = useStore(transcript.store, (state) => state.later.length > 0);
  if (isDetached) return <p className={styles['edge']}>{t('inspect.detached')}</p>;
  return <div className={styles['foot']}>{hasLater && t('inspect.readingOn')}</div>;
}

const listParts = { Header: ListHead, Footer: ListFoot };
