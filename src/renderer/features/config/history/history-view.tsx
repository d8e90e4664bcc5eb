import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useErrorWords } from '../../../i18n/use-words.ts';
import {
  createVersionHistory,
  type VersionRow,
} from '../../../state/config-editor/version-history.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { Badge } from '../../../ui/badge.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { ListLink } from '../../../ui/list-link.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { SplitView } from '../../../ui/split-view.tsx';
import { TimeAgo } from '../../actions/time-ago.tsx';
import { useAuthorWords } from '../author-words.ts';
import { historyAddress } from '../config-address.ts';
import styles from './history.module.css';
import { useChangeWords } from './use-change-words.ts';
import { VersionDetail } from './version-detail.tsx';

/** The versions that are kept, and what each of them changed. */
export function HistoryView({ version }: { readonly version: number | undefined }) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const history = useTopic(createVersionHistory);
  const { value: rows, error } = useStore(history.rows.store);
  if (!rows) {
    return error ? (
      <ErrorNotice title={t('config.failed')} {...describe(error)} />
    ) : (
      <Skeleton label={t('config.versions.reading')} lines={8} />
    );
  }
  if (rows.length === 0) {
    return <EmptyState title={t('config.versions.none')} hint={t('config.versions.noneHint')} />;
  }
  return (
    <SplitView
      listLabel={t('config.versions.list')}
      list={<VersionList current={version} />}
      hasDetail={version !== undefined}
      detail={
        version === undefined ? (
          <EmptyState title={t('config.versions.choose')} hint={t('config.versions.chooseHint')} />
        ) : rows.some((row) => row.version === version) ? (
          <VersionDetail key={version} version={version} rows={rows} />
        ) : (
          <EmptyState
            title={t('config.versions.gone', { version })}
            hint={t('config.versions.chooseHint')}
            action={<a href={historyAddress()}>{t('config.versions.back')}</a>}
          />
        )
      }
    />
  );
}

function VersionList({ current }: { readonly current: number | undefined }) {
  const { t } = useTranslation();
  const rows = useStore(useTopic(createVersionHistory).rows.store, (state) => state.value) ?? [];
  return rows.map((row, index) => (
    <ListLink
      key={row.version}
      href={historyAddress(row.version)}
      isCurrent={row.version === current}
      title={
        <span className={styles['rowTitle']}>
          {t('config.versions.version', { version: row.version })}
          {index === 0 && <Badge tone="ok">{t('config.versions.newest')}</Badge>}
        </span>
      }
      note={<RowNote row={row} isOldest={index === rows.length - 1} />}
      aside={<TimeAgo at={row.at} />}
    />
  ));
}

interface RowNoteProps {
  readonly row: VersionRow;
  readonly isOldest: boolean;
}

/** What was changed, and by whom; each on a line of its own, since both can be long. */
function RowNote({ row, isOldest }: RowNoteProps) {
  const author = useAuthorWords();
  const changes = useChangeWords();
  const words = changes(row, isOldest);
  return (
    <>
      <span className={styles['rowLine']} title={words}>
        {words}
      </span>
      <span className={styles['rowLine']}>{author(row.author)}</span>
    </>
  );
}
