import { ArrowDown } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtuoso, type IndexLocationWithAlign, type VirtuosoHandle } from 'react-virtuoso';
import { useStore } from 'zustand';
import type { Conversation } from '../../state/conversation/conversation.ts';
import type { Discarded, Row } from '../../state/conversation/types.ts';
import { Button } from '../../ui/button.tsx';
import { MessageRow } from './message-row.tsx';
import styles from './message-list.module.css';
import { useStickToEnd } from './use-stick-to-end.ts';

interface MessageListProps {
  readonly conversation: Conversation;
  /** The message somebody jumped to; it is among the rows from the beginning. */
  readonly targetId: string | undefined;
  readonly isReadOnly: boolean;
  readonly onRetry: () => void;
  readonly onDiscard: (discarded: Discarded) => void;
}

/** Where counting begins, so that rows put before the first keep the others' numbers. */
const firstIndexBase = 1_000_000;
/** What is left above a message one jumped to, so that one sees what it answers. */
const jumpMarginPx = 96;

/** The messages: only those in view are drawn; it stays at the end while one is there. */
export function MessageList(props: MessageListProps) {
  const { conversation, targetId } = props;
  const { t } = useTranslation();
  const list = useRef<VirtuosoHandle>(null);
  const rows = useStore(conversation.store, (state) => state.rows);
  const prependedCount = useStore(conversation.store, (state) => state.prependedCount);
  const { isStuck, scrollerRef, follow, goToEnd } = useStickToEnd(list, targetId === undefined);
  const [start] = useState(() => startingPlace(rows, targetId));
  useGoToOwn(goToEnd, rows);

  const renderRow = useCallback(
    (_index: number, row: Row) => (
      <MessageRow
        row={row}
        conversation={conversation}
        isTarget={row.key === targetId}
        onRetry={props.isReadOnly ? undefined : props.onRetry}
        onDiscard={props.onDiscard}
      />
    ),
    [conversation, targetId, props.isReadOnly, props.onRetry, props.onDiscard],
  );

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
        firstItemIndex={firstIndexBase - prependedCount}
        initialTopMostItemIndex={start}
        increaseViewportBy={{ top: 600, bottom: 300 }}
        scrollerRef={scrollerRef}
        totalListHeightChanged={follow}
        startReached={() => void conversation.loadOlder()}
        context={{ conversation }}
        components={listParts}
      />
      {!isStuck && (
        <div className={styles['latest']}>
          <Button size="small" icon={<ArrowDown size={14} aria-hidden />} onClick={goToEnd}>
            {t('chat.toLatest')}
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

/** What is written here is always brought into view, wherever one has scrolled. */
function useGoToOwn(goToEnd: () => void, rows: readonly Row[]): void {
  const newest = rows.findLast((row) => row.kind === 'outgoing')?.key;
  const seen = useRef(newest);
  useEffect(() => {
    if (newest !== undefined && newest !== seen.current) goToEnd();
    seen.current = newest;
  }, [goToEnd, newest]);
}

interface ListContext {
  readonly conversation: Conversation;
}

function ListHead({ context }: { readonly context?: ListContext }) {
  return context ? <HeadWords conversation={context.conversation} /> : null;
}

function HeadWords({ conversation }: ListContext) {
  const { t } = useTranslation();
  const isLoading = useStore(conversation.store, (state) => state.isLoadingOlder);
  const hasOlder = useStore(conversation.store, (state) => state.olderCursor !== undefined);
  return (
    <div className={styles['head']}>
      {hasOlder ? (
        <Button look="quiet" size="small" onClick={() => void conversation.loadOlder()}>
          {isLoading ? t('chat.loadingOlder') : t('chat.older')}
        </Button>
      ) : (
        <p>{t('chat.beginning')}</p>
      )}
    </div>
  );
}

const listParts = { Header: ListHead };
