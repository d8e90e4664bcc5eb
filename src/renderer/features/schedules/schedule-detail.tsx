import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ScheduleRow } from '../../../shared/protocol/schedules.ts';
import { useErrorWords, useFormats } from '../../i18n/use-words.ts';
import { chatAddress, formatAddress } from '../../navigation/address.ts';
import { createSchedules } from '../../state/schedules.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Badge } from '../../ui/badge.tsx';
import { DetailPane } from '../../ui/detail-pane.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import { Section } from '../../ui/section.tsx';
import { useAgentName } from '../naming/use-agent-names.ts';
import { PersonLink } from '../people/person-link.tsx';
import { MomentWords } from './moment-words.tsx';
import { ScheduleActions } from './schedule-actions.tsx';
import { ScheduleRuns } from './schedule-runs.tsx';
import styles from './schedule-detail.module.css';
import { toneOfSchedule, wordOfSchedule } from './schedule-tones.ts';
import { usePlanWords } from './use-plan-words.ts';

/** One schedule: when, what, for whom; what comes next, and what became of it so far. */
export function ScheduleDetail({ schedule }: { readonly schedule: ScheduleRow }) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const { problem, failures } = schedule;
  const words = usePlanWords(schedule.plan, schedule.timeZone);
  return (
    <DetailPane
      title={schedule.name}
      lead={
        <>
          <Badge tone={toneOfSchedule(schedule)}>
            {t(`schedulesPage.state.${wordOfSchedule(schedule)}`)}
          </Badge>
          {schedule.origin === 'config' && <Badge>{t('schedulesPage.fromConfig')}</Badge>}
          <span>{words}</span>
        </>
      }
      actions={<ScheduleActions schedule={schedule} />}
      backHref={formatAddress('schedules')}
      backLabel={t('nav.schedules')}
    >
      {problem && <ErrorNotice title={t('schedulesPage.problem')} {...describe(problem)} />}
      {!problem && failures > 0 && schedule.lastRun?.error && (
        <ErrorNotice
          title={t('schedulesPage.failedRow', { count: failures })}
          {...describe(schedule.lastRun.error)}
        />
      )}
      <Section title={t(`schedulesPage.action.${schedule.action}`)}>
        <p className={styles['text']}>{schedule.text}</p>
      </Section>
      <Facts schedule={schedule} />
      <Upcoming schedule={schedule} />
      <Section title={t('schedulesPage.history')} lead={t('schedulesPage.historyLead')}>
        <ScheduleRuns schedule={schedule} />
      </Section>
    </DetailPane>
  );
}

function Facts({ schedule }: { readonly schedule: ScheduleRow }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const agent = useAgentName(schedule.agentId);
  const { origin, personId, timeZone, missed, to, createdAt } = schedule;
  return (
    <KeyValues
      entries={[
        {
          key: t('schedulesPage.agent'),
          value: <a href={formatAddress('agents', [schedule.agentId])}>{agent}</a>,
        },
        { key: t('schedulesPage.to'), value: <Target to={to} /> },
        { key: t('schedulesPage.timeZone'), value: timeZone },
        { key: t('schedulesPage.missed'), value: t(`schedulesPage.missedPolicy.${missed}`) },
        {
          key: t('schedulesPage.madeBy'),
          value: (
            <>
              {t(`schedulesPage.origin.${origin}`)}
              {personId !== undefined && (
                <>
                  {' · '}
                  <PersonLink id={personId} />
                </>
              )}
              {` · ${formats.dateTime(createdAt)}`}
            </>
          ),
        },
      ]}
    />
  );
}

/** A conversation is a place; a chat of a messenger is told by its address. */
function Target({ to }: { readonly to: string }) {
  return to.startsWith('agent:') ? <a href={chatAddress(to)}>{to}</a> : <code>{to}</code>;
}

function Upcoming({ schedule }: { readonly schedule: ScheduleRow }) {
  const { t } = useTranslation();
  const { open } = useTopic(createSchedules);
  const view = useMemo(() => open(schedule.id), [open, schedule.id]);
  const times = useStore(view.upcoming.store, ({ value }) => value);
  if (schedule.state !== 'active' || !times || times.length === 0) return null;
  return (
    <Section title={t('schedulesPage.upcoming')}>
      <ol className={styles['times']}>
        {times.map((at) => (
          <li key={at}>
            <MomentWords at={at} timeZone={schedule.timeZone} />
          </li>
        ))}
      </ol>
    </Section>
  );
}
