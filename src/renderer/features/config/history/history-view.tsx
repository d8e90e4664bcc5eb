import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useErrorWords, useFormats } from '../../../i18n/use-words.ts';
import { useApp } from '../../../state/app-context.ts';
import { createVersionHistory } from '../../../state/config-editor/version-history.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { Badge } from '../../../ui/badge.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { ListLink } from '../../../ui/list-link.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { SplitView } from '../../../ui/split-view.tsx';
import { useAuthorWords } from '../author-words.ts';
import { historyAddress } from '../config-address.ts';
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
        ) : (
          <VersionDetail key={version} version={version} rows={rows} />
        )
      }
    />
  );
}

function VersionList({ current }: { readonly current: number | undefined }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { clock } = useApp();
  const author = useAuthorWords();
  const rows = useStore(useTopic(createVersionHistory).rows.store, (state) => state.value) ?? [];
  return rows.map(({ version, at, author: who }, index) => (
    <ListLink
      key={version}
      href={historyAddress(version)}
      isCurrent={version === current}
      title={t('config.versions.version', { version })}
      note={author(who)}
      aside={
        index === 0 ? (
          <Badge tone="ok">{t('config.versions.current')}</Badge>
        ) : (
          <time>{formats.short(at, clock.now())}</time>
        )
      }
    />
  ));
}
