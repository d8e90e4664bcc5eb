import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ScheduleRow, ScheduleRunRow } from '../../../shared/protocol/schedules.ts';
import { useErrorWords, useFormats } from '../../i18n/use-words.ts';
import { chatAddress } from '../../navigation/address.ts';
import { createSchedules } from '../../state/schedules.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { MomentWords } from './moment-words.tsx';
import styles from './schedule-detail.module.css';
import { runTones } from './schedule-tones.ts';

/** What became of each run, the newest first; the gateway keeps 200 of each schedule. */
export function ScheduleRuns({ schedule }: { readonly schedule: ScheduleRow }) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const { open } = useTopic(createSchedules);
  const view = useMemo(() => open(schedule.id), [open, schedule.id]);
  const { rows, hasMore, error } = useStore(view.runs);
  if (error && !rows) return <ErrorNotice {...describe(error)} />;
  if (!rows) return <Skeleton label={t('common.loading')} lines={3} />;
  if (rows.length === 0)
    return <EmptyState title={t('schedulesPage.noRuns')} hint={t('schedulesPage.noRunsHint')} />;
  return (
    <>
      <ol className={styles['runs']}>
        {rows.map((run) => (
          <Run key={run.id} run={run} timeZone={schedule.timeZone} />
        ))}
      </ol>
      {hasMore && (
        <Button look="quiet" size="small" onClick={() => void view.loadMoreRuns()}>
          {t('search.more')}
        </Button>
      )}
    </>
  );
}

interface RunProps {
  readonly run: ScheduleRunRow;
  readonly timeZone: string;
}

function Run({ run, timeZone }: RunProps) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const { state, cause, error, sessionKey } = run;
  return (
    <li className={styles['run']}>
      <div className={styles['head']}>
        <Badge tone={runTones[state]}>{t(`schedulesPage.run.${state}`)}</Badge>
        <MomentWords at={run.dueAt} timeZone={timeZone} />
      </div>
      <p className={styles['facts']}>
        {cause === 'hand' && <span>{t('schedulesPage.byHand')}</span>}
        <Duration run={run} />
        {sessionKey !== undefined && (
          <a href={chatAddress(sessionKey)}>{t('schedulesPage.openConversation')}</a>
        )}
      </p>
      {error && (
        <p className={styles['error']}>
          {describe(error).message} <code>{error.code}</code>
        </p>
      )}
    </li>
  );
}

function Duration({ run }: { readonly run: ScheduleRunRow }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { startedAt, finishedAt } = run;
  if (startedAt === undefined || finishedAt === undefined) return null;
  const seconds = Math.round((finishedAt - startedAt) / 100) / 10;
  if (seconds === 0) return null;
  return <span>{t('schedulesPage.took', { seconds: formats.number(seconds) })}</span>;
}
