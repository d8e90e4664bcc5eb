import { CalendarClock } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScheduleRow } from '../../../shared/protocol/schedules.ts';
import { useFormats } from '../../i18n/use-words.ts';
import { formatAddress } from '../../navigation/address.ts';
import { StatusDot } from '../../ui/badge.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListHead } from '../../ui/list-head.tsx';
import { ListLink } from '../../ui/list-link.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import { useNow } from '../actions/use-now.ts';
import { useAgentNames } from '../naming/use-agent-names.ts';
import { filterSchedules } from './filter-schedules.ts';
import { toneOfSchedule, wordOfSchedule } from './schedule-tones.ts';
import { usePlanWords } from './use-plan-words.ts';

interface ScheduleListProps {
  readonly schedules: readonly ScheduleRow[];
  readonly chosen: string | undefined;
}

/** Schedules by their next run; narrowed down by words and by agent. */
export function ScheduleList({ schedules, chosen }: ScheduleListProps) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const [agentId, setAgentId] = useState('');
  const { options: agents } = useAgentNames();
  const found = filterSchedules(schedules, { query, agentId });
  if (schedules.length === 0)
    return <EmptyState title={t('schedulesPage.none')} hint={t('schedulesPage.noneHint')} />;
  return (
    <>
      <ListHead>
        <SearchField
          label={t('schedulesPage.search')}
          clearLabel={t('search.clear')}
          value={query}
          onChange={setQuery}
        />
        {agents.length > 1 && (
          <Select
            label={t('schedulesPage.agent')}
            isLabelHidden
            value={agentId}
            options={[{ value: '', label: t('schedulesPage.everyAgent') }, ...agents]}
            onChoose={setAgentId}
          />
        )}
      </ListHead>
      {found.length === 0 && (
        <EmptyState title={t('schedulesPage.noneFound')} hint={t('schedulesPage.searchHint')} />
      )}
      <ul>
        <li>
          <ListLink
            href={formatAddress('schedules', ['overview'])}
            isCurrent={chosen === 'overview'}
            icon={<CalendarClock size={16} aria-hidden />}
            title={t('schedulesPage.overview')}
            note={t('schedulesPage.overviewNote')}
          />
        </li>
        {found.map((schedule) => (
          <li key={schedule.id}>
            <ScheduleLink schedule={schedule} isCurrent={schedule.id === chosen} />
          </li>
        ))}
      </ul>
    </>
  );
}

interface ScheduleLinkProps {
  readonly schedule: ScheduleRow;
  readonly isCurrent: boolean;
}

function ScheduleLink({ schedule, isCurrent }: ScheduleLinkProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  const words = usePlanWords(schedule.plan, schedule.timeZone);
  const { state, nextAt } = schedule;
  return (
    <ListLink
      href={formatAddress('schedules', [schedule.id])}
      isCurrent={isCurrent}
      icon={
        <StatusDot
          tone={toneOfSchedule(schedule)}
          label={t(`schedulesPage.state.${wordOfSchedule(schedule)}`)}
        />
      }
      title={schedule.name}
      note={words}
      aside={
        state === 'active' && nextAt !== undefined
          ? formats.until(nextAt, now)
          : t(`schedulesPage.state.${state}`)
      }
    />
  );
}
