import { ArrowDown } from 'lucide-react';
import { useCallback, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
import { useStore } from 'zustand';
import { createLogView, type LogLine } from '../../state/log-view.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Button } from '../../ui/button.tsx';
import { useStickToEnd } from '../chat/use-stick-to-end.ts';
import { LogRow } from './log-row.tsx';
import styles from './logs.module.css';
import { OlderLines } from './older-lines.tsx';
import { useLineFocus } from './use-line-focus.ts';

interface LogListProps {
  /** What was searched, to be marked. */
  readonly words: string;
  readonly isWrapped: boolean;
  readonly onOnlyTurn: (turnId: string) => void;
}

/** Where counting begins, so that lines put before the first keep the others' numbers. */
const firstIndexBase = 10_000_000;

/** The lines: only those in view are drawn; it stays at the end while one is there. */
export function LogList({ words, isWrapped, onOnlyTurn }: LogListProps) {
  const { t } = useTranslation();
  const view = useTopic(createLogView);
  const lines = useStore(view.store, (state) => state.lines);
  const prependedCount = useStore(view.store, (state) => state.prependedCount);
  const droppedCount = useStore(view.store, (state) => state.droppedCount);
  const list = useRef<VirtuosoHandle>(null);
  const { isStuck, scrollerRef, follow, goToEnd } = useStickToEnd(list, true);
  const [openIds, setOpenIds] = useState<ReadonlySet<number>>(new Set());
  const firstIndex = firstIndexBase - prependedCount;
  const focus = useLineFocus(list, lines);

  const toggle = useCallback((id: number) => {
    setOpenIds((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  const renderLine = (_index: number, line: LogLine) => (
    <LogRow
      line={line}
      words={words}
      isWrapped={isWrapped}
      isOpen={openIds.has(line.id)}
      isCurrent={line.id === focus.currentId}
      onToggle={toggle}
      onFocus={focus.note}
      onOnlyTurn={onOnlyTurn}
    />
  );

  return (
    <div className={styles['frame']} data-wrapped={isWrapped || undefined}>
      {droppedCount > 0 && (
        <p className={styles['dropped']} role="status">
          {t('logs.dropped', { count: droppedCount })}
        </p>
      )}
      <div
        className={styles['list']}
        role="region"
        aria-label={t('logs.list')}
        onKeyDown={(event: KeyboardEvent) => focus.move(event)}
      >
        <Virtuoso
          ref={list}
          data={lines}
          computeItemKey={(_index, line) => line.id}
          itemContent={renderLine}
          firstItemIndex={firstIndex}
          initialTopMostItemIndex={{ index: 'LAST', align: 'end' }}
          increaseViewportBy={{ top: 300, bottom: 300 }}
          scrollerRef={scrollerRef}
          totalListHeightChanged={follow}
          components={listParts}
        />
      </div>
      {!isStuck && (
        <div className={styles['to-end']}>
          <Button size="small" icon={<ArrowDown size={14} aria-hidden />} onClick={goToEnd}>
            {t('logs.toEnd')}
          </Button>
        </div>
      )}
    </div>
  );
}

const listParts = { Header: OlderLines };
