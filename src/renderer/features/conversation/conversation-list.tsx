import { memo, useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useAddress } from '../../navigation/use-address.ts';
import { useErrorWords } from '../../i18n/use-words.ts';
import { useApp } from '../../state/app-context.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './conversation-list.module.css';
import { ConversationRow } from './conversation-row.tsx';
import { groupByDay, type SessionGroup } from './group-by-day.ts';

/** All live conversations, grouped by day. */
export function ConversationList() {
  const { t } = useTranslation();
  const { sessions, clock } = useApp();
  const describe = useErrorWords();
  const { load, error, rows, total, hiddenIds } = useStore(sessions.store);
  const groups = useMemo(
    () =>
      groupByDay(
        rows.filter((row) => !hiddenIds.has(row.sessionId)),
        clock.now(),
      ),
    [rows, hiddenIds, clock],
  );
  // A hundred rows that all change at once are drawn bit by bit: what is typed meanwhile comes first.
  const drawn = useDeferredValue(groups);

  if (load === 'failed' && error) {
    return <ErrorNotice title={t('sessions.failed')} {...describe(error)} />;
  }
  if (load !== 'ready') return <Skeleton label={t('sessions.title')} lines={6} />;
  if (groups.length === 0) {
    return <EmptyState title={t('sessions.empty')} hint={t('sessions.emptyHint')} />;
  }
  return (
    <>
      <GroupList groups={drawn} />
      {total > rows.length && (
        <Button look="quiet" size="small" onClick={() => void sessions.loadMore()}>
          {t('sessions.more')}
        </Button>
      )}
    </>
  );
}

interface GroupListProps {
  readonly groups: readonly SessionGroup[];
}

const GroupList = memo(function GroupList({ groups }: GroupListProps) {
  const { t } = useTranslation();
  const address = useAddress();
  return groups.map(({ day, rows }) => (
    <section key={day} aria-labelledby={`day-${day}`}>
      <h2 id={`day-${day}`} className={styles['day']}>
        {t(`sessions.${day}`)}
      </h2>
      <ul>
        {rows.map((row) => (
          <ConversationRow
            key={row.sessionId}
            row={row}
            isCurrent={address.parts[0] === row.key && address.query['session'] === undefined}
          />
        ))}
      </ul>
    </section>
  ));
});
