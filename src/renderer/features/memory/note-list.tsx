import { useTranslation } from 'react-i18next';
import { Virtuoso } from 'react-virtuoso';
import { useStore } from 'zustand';
import type { NoteRow } from '../../../shared/protocol/memory.ts';
import { useErrorWords, useFormats } from '../../i18n/use-words.ts';
import { createNotes } from '../../state/notes.ts';
import { useTopic } from '../../state/use-topic.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { AddNote } from './add-note.tsx';
import { Note } from './note.tsx';
import styles from './note-list.module.css';
import { RecallGuide } from './recall-guide.tsx';

type Query = Readonly<Record<string, string>>;

interface NoteListProps {
  readonly isAdding: boolean;
  readonly query: Query;
}

const none: readonly NoteRow[] = [];

/** The notes, the newest first: only those in sight are drawn, the others are read on the way. */
export function NoteList({ isAdding, query }: NoteListProps) {
  const { t } = useTranslation();
  const notes = useTopic(createNotes);
  const rows = useStore(notes.store, (state) => state.rows);
  const hiddenIds = useStore(notes.store, (state) => state.hiddenIds);
  const shown = rows?.filter(({ id }) => !hiddenIds.has(id)) ?? none;
  return (
    <Virtuoso
      className={styles['list']}
      role="region"
      tabIndex={0}
      aria-label={t('memoryPage.notes')}
      data={shown}
      computeItemKey={(_index, row) => row.id}
      itemContent={(_index, row) => <Note note={row} />}
      increaseViewportBy={400}
      endReached={() => void notes.loadMore()}
      context={{ isAdding, query }}
      components={listParts}
    />
  );
}

function Head({ context }: { readonly context?: NoteListProps }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const describe = useErrorWords();
  const notes = useTopic(createNotes);
  const { rows, total, error, hiddenIds } = useStore(notes.store);
  const isNarrowed = Object.keys(context?.query ?? {}).length > 0;
  const isEmpty = rows?.every(({ id }) => hiddenIds.has(id)) === true;
  return (
    <div className={styles['head']}>
      {context?.isAdding === true && <AddNote query={context.query} />}
      <RecallGuide />
      {error && !rows && <ErrorNotice {...describe(error)} />}
      {!rows && !error && <Skeleton label={t('common.loading')} lines={5} />}
      {rows && !isEmpty && (
        <p className={styles['count']} role="status">
          {t('memoryPage.count', { count: total, shown: formats.number(total) })}
        </p>
      )}
      {isEmpty && (
        <EmptyState
          title={t(isNarrowed ? 'memoryPage.noneFits' : 'memoryPage.none')}
          hint={t(isNarrowed ? 'memoryPage.noneFitsHint' : 'memoryPage.noneHint')}
        />
      )}
    </div>
  );
}

function Foot() {
  return <div className={styles['foot']} />;
}

const listParts = { Header: Head, Footer: Foot };
