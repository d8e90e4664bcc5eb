import { RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ScheduleRow } from '../../../shared/protocol/schedules.ts';
import { useErrorWords, useFormats } from '../../i18n/use-words.ts';
import { formatAddress } from '../../navigation/address.ts';
import { createSchedules } from '../../state/schedules.ts';
import { useTopic } from '../../state/use-topic.ts';
import { StatusDot } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { DetailPane } from '../../ui/detail-pane.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Section } from '../../ui/section.tsx';
import { Stat, StatRow } from '../../ui/stat.tsx';
import { Table } from '../../ui/table.tsx';
import { useTask } from '../actions/use-task.ts';
import { MomentWords } from './moment-words.tsx';
import { needsSomebody } from './schedule-tones.ts';
import styles from './schedules-overview.module.css';

interface SchedulesOverviewProps {
  readonly schedules: readonly ScheduleRow[];
  /** The address names one that is not there. */
  readonly missing?: string | undefined;
}

/** Before one is chosen: what comes next, and what was removed and can be brought back. */
export function SchedulesOverview({ schedules, missing }: SchedulesOverviewProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const next = schedules.find(({ state, nextAt }) => state === 'active' && nextAt !== undefined);
  const needy = schedules.filter(needsSomebody);
  const count = (fits: (row: ScheduleRow) => boolean): string =>
    formats.number(schedules.filter(fits).length);
  return (
    <DetailPane
      title={t('schedulesPage.overview')}
      lead={t('schedulesPage.overviewLead')}
      backHref={formatAddress('schedules')}
      backLabel={t('nav.schedules')}
    >
      {missing !== undefined && (
        <EmptyState title={t('schedulesPage.gone')} hint={t('schedulesPage.goneHint')} />
      )}
      <StatRow>
        <Stat
          label={t('schedulesPage.state.active')}
          value={count(({ state }) => state === 'active')}
        />
        <Stat
          label={t('schedulesPage.state.paused')}
          value={count(({ state }) => state === 'paused')}
        />
        <Stat
          label={t('schedulesPage.needYou')}
          value={count(needsSomebody)}
          tone={needy.length > 0 ? 'bad' : 'plain'}
        />
      </StatRow>
      {needy.length > 0 && (
        <Section title={t('schedulesPage.needYou')}>
          <ul className={styles['needy']}>
            {needy.map((schedule) => (
              <li key={schedule.id} className={styles['one']}>
                <StatusDot tone="bad" />
                <a href={formatAddress('schedules', [schedule.id])}>{schedule.name}</a>
                <FaultWords error={schedule.problem ?? schedule.lastRun?.error} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {next?.nextAt !== undefined && (
        <Section title={t('schedulesPage.nextUp')}>
          <p className={styles['one']}>
            <a href={formatAddress('schedules', [next.id])}>{next.name}</a>
            <MomentWords at={next.nextAt} timeZone={next.timeZone} />
          </p>
        </Section>
      )}
      <RemovedSchedules />
    </DetailPane>
  );
}

function RemovedSchedules() {
  const { t } = useTranslation();
  const formats = useFormats();
  const { removed, restore } = useTopic(createSchedules);
  const rows = useStore(removed.store, ({ value }) => value);
  const task = useTask();
  if (!rows || rows.length === 0) return null;
  return (
    <Section title={t('schedulesPage.removedTitle')} lead={t('schedulesPage.removedLead')}>
      <Table
        label={t('schedulesPage.removedTable')}
        keyOf={({ id }) => id}
        rows={rows}
        columns={[
          { id: 'name', title: t('schedulesPage.name'), cell: ({ name }) => name },
          {
            id: 'when',
            title: t('schedulesPage.removedAt'),
            isWideOnly: true,
            cell: ({ removedAt }) => (removedAt === undefined ? '' : formats.dateTime(removedAt)),
          },
          {
            id: 'back',
            title: t('schedulesPage.restore'),
            isTitleHidden: true,
            cell: ({ id, name }) => (
              <Button
                size="small"
                icon={<RotateCcw size={14} aria-hidden />}
                aria-label={t('schedulesPage.restoreOne', { name })}
                disabled={task.isBusy}
                onClick={() => void task.run(() => restore(id))}
              >
                {t('schedulesPage.restore')}
              </Button>
            ),
          },
        ]}
      />
    </Section>
  );
}

function FaultWords({ error }: { readonly error: ScheduleRow['problem'] }) {
  const describe = useErrorWords();
  return error ? <span>{describe(error).message}</span> : null;
}
