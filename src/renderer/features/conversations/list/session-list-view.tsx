import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
import { useStore } from 'zustand';
import { useFigures } from '../../../i18n/use-figures.ts';
import { useErrorWords } from '../../../i18n/use-words.ts';
import { countFilters } from '../../../state/inspection/filters.ts';
import type { SessionList } from '../../../state/inspection/session-list.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { usePlace } from '../use-place.ts';
import styles from './session-list.module.css';
import { SessionListRow } from './session-list-row.tsx';
import { useRowKeys } from './use-row-keys.ts';

/** Conversations, as many as there are: only those in sight are drawn and only pages near are kept. */
export function SessionListView({ list }: { readonly list: SessionList }) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const { load, error, total, filters } = useStore(list.store);
  const figures = useFigures();
  if (load === 'failed' && error) {
    return (
      <div className={styles['notice']}>
        <ErrorNotice
          title={t('sessions.failed')}
          {...describe(error)}
          action={
            <Button size="small" onClick={list.reload}>
              {t('chat.tryAgain')}
            </Button>
          }
        />
      </div>
    );
  }
  if (load !== 'ready') return <Skeleton label={t('inspect.list')} lines={8} />;
  if (total === 0) {
    const isNarrowed = countFilters(filters) > 0;
    return (
      <div className={styles['notice']}>
        <EmptyState
          title={isNarrowed ? t('inspect.noneMatch') : t('sessions.empty')}
          hint={isNarrowed ? t('inspect.noneMatchHint') : t('sessions.emptyHint')}
        />
      </div>
    );
  }
  return (
    <>
      <p className={styles['count']} role="status">
        {t('inspect.total', { count: total, formatted: figures.number(total) })}
      </p>
      <Rows list={list} total={total} />
    </>
  );
}

function Rows({ list, total }: { readonly list: SessionList; readonly total: number }) {
  const { t } = useTranslation();
  const { ref } = usePlace();
  const handle = useRef<VirtuosoHandle>(null);
  const keys = useRowKeys(handle, total);
  const { resetTo } = keys;
  useEffect(() => resetTo(0), [resetTo]);
  const renderRow = useCallback(
    (index: number) => <SessionListRow list={list} index={index} />,
    [list],
  );
  return (
    <div className={styles['rows']} onKeyDown={keys.press} data-current={ref?.key}>
      <Virtuoso
        ref={handle}
        className={styles['virtual']}
        role="region"
        aria-label={t('sessions.title')}
        totalCount={total}
        fixedItemHeight={rowPx()}
        increaseViewportBy={200}
        computeItemKey={(index) => list.rowAt(index)?.sessionId ?? index}
        itemContent={renderRow}
        rangeChanged={({ startIndex, endIndex }) => list.show(startIndex, endIndex)}
      />
    </div>
  );
}

/** Rows are as high as the style sheet says: in rem, so that the reader's own type size counts. */
function rowPx(): number {
  return 3.75 * parseFloat(getComputedStyle(document.documentElement).fontSize);
}
