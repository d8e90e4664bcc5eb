import { History } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useErrorWords, useFormats } from '../../../i18n/use-words.ts';
import { createConfigTopic } from '../../../state/config-draft/config-topic.ts';
import {
  createVersionHistory,
  type VersionRow,
} from '../../../state/config-editor/version-history.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { Button } from '../../../ui/button.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Select } from '../../../ui/select.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { useAuthorWords } from '../author-words.ts';
import { historyAddress } from '../config-address.ts';
import { useRestore } from '../use-restore.ts';
import { RestoreNotes } from './restore-notes.tsx';
import styles from './history.module.css';

const ConfigDiff = lazy(async () => ({
  default: (await import('../editor/config-diff.tsx')).ConfigDiff,
}));

interface VersionDetailProps {
  readonly version: number;
  readonly rows: readonly VersionRow[];
}

interface Text {
  readonly path: string;
  readonly raw: string;
}

/** One version: what it changed, or how it differs from now, and the way back to it. */
export function VersionDetail({ version, rows }: VersionDetailProps) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const history = useTopic(createVersionHistory);
  const { byVersion, error } = useStore(history.texts);
  const now = useStore(useTopic(createConfigTopic).store, (state) => state.text?.files);
  const [against, setAgainst] = useState<'before' | 'now'>('before');
  const before = rows[rows.findIndex((row) => row.version === version) + 1];
  useEffect(() => {
    history.open(version);
    if (before) history.open(before.version);
  }, [history, version, before]);

  const labels = useLabels(version, before?.version, against);
  const mine = byVersion.get(version)?.files;
  const other = against === 'now' ? now : before ? byVersion.get(before.version)?.files : [];
  return (
    <article className={styles['version']} aria-label={t('config.versions.version', { version })}>
      <VersionHead version={version} rows={rows}>
        <Segmented
          label={t('config.versions.compare')}
          value={against}
          options={[
            { value: 'before', label: t('config.versions.before') },
            { value: 'now', label: t('config.versions.now') },
          ]}
          onChoose={setAgainst}
        />
      </VersionHead>
      <RestoreNotes version={version} />
      {error && !mine && <ErrorNotice title={t('config.versions.failed')} {...describe(error)} />}
      {!error && !(mine && other) && <Skeleton label={t('config.versions.reading')} lines={10} />}
      {mine && other && (
        <FileDiffs
          {...(against === 'now' ? { from: mine, to: other } : { from: other, to: mine })}
          {...labels}
        />
      )}
    </article>
  );
}

function useLabels(
  version: number,
  before: number | undefined,
  against: 'before' | 'now',
): Pick<FileDiffsProps, 'fromLabel' | 'toLabel'> {
  const { t } = useTranslation();
  const name = (each: number): string => t('config.versions.version', { version: each });
  if (against === 'now') return { fromLabel: name(version), toLabel: t('config.versions.now') };
  const fromLabel = before === undefined ? t('config.versions.first') : name(before);
  return { fromLabel, toLabel: name(version) };
}

interface VersionHeadProps extends VersionDetailProps {
  readonly children: React.ReactNode;
}

function VersionHead({ version, rows, children }: VersionHeadProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const author = useAuthorWords();
  const restore = useRestore();
  const row = rows.find((each) => each.version === version);
  const isNewest = rows[0]?.version === version;
  return (
    <header className={styles['head']}>
      <a className={styles['back']} href={historyAddress()}>
        {t('config.versions.back')}
      </a>
      <div className={styles['heading']}>
        <h2 className={styles['title']}>{t('config.versions.version', { version })}</h2>
        {row && (
          <p className={styles['facts']}>
            {[
              formats.dateTime(row.at),
              author(row.author),
              t('config.versions.files', { count: row.files.length }),
            ].join(' · ')}
          </p>
        )}
      </div>
      <div className={styles['controls']}>
        {children}
        {!isNewest && (
          <Button
            look="primary"
            icon={<History size={15} aria-hidden />}
            onClick={() => void restore(version)}
          >
            {t('config.versions.restore')}
          </Button>
        )}
      </div>
    </header>
  );
}

interface FileDiffsProps {
  readonly from: readonly Text[];
  readonly to: readonly Text[];
  readonly fromLabel: string;
  readonly toLabel: string;
}

function FileDiffs({ from, to, fromLabel, toLabel }: FileDiffsProps) {
  const { t } = useTranslation();
  const rawOf = (texts: readonly Text[], file: string): string =>
    texts.find(({ path }) => path === file)?.raw ?? '';
  const all = [...new Set([...to, ...from].map(({ path }) => path))];
  const changed = all.filter((file) => rawOf(from, file) !== rawOf(to, file));
  const [chosen, setChosen] = useState<string>();
  const file = chosen ?? changed[0] ?? all[0] ?? '';
  const isSame = rawOf(from, file) === rawOf(to, file);
  return (
    <>
      <div className={styles['files']}>
        {all.length > 1 && (
          <Select
            label={t('config.versions.file')}
            isLabelHidden
            value={file}
            options={all.map((name) => ({ value: name, label: name }))}
            onChoose={setChosen}
          />
        )}
        <p className={styles['facts']}>
          {isSame ? t('config.versions.same') : t('config.versions.secretsHidden')}
        </p>
      </div>
      <Suspense fallback={<Skeleton label={t('config.versions.reading')} lines={10} />}>
        <ConfigDiff
          original={rawOf(from, file)}
          modified={rawOf(to, file)}
          originalLabel={fromLabel}
          modifiedLabel={toLabel}
        />
      </Suspense>
    </>
  );
}
