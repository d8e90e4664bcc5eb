import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ScheduleRow } from '../../../shared/protocol/schedules.ts';
import { useErrorWords } from '../../i18n/use-words.ts';
import { formatAddress, type Address } from '../../navigation/address.ts';
import { goTo } from '../../navigation/use-address.ts';
import { createSchedules } from '../../state/schedules.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { SplitView } from '../../ui/split-view.tsx';
import { ScheduleDetail } from './schedule-detail.tsx';
import { ScheduleForm } from './schedule-form.tsx';
import { ScheduleList } from './schedule-list.tsx';
import { SchedulesOverview } from './schedules-overview.tsx';

/** What the assistant does by itself: when, for whom, and what became of it. */
export function SchedulesPage({ address }: { readonly address: Address }) {
  const { t } = useTranslation();
  return (
    <PageFrame
      title={t('nav.schedules')}
      lead={t('schedulesPage.lead')}
      actions={
        <Button
          look="primary"
          icon={<Plus size={14} aria-hidden />}
          onClick={() => goTo(formatAddress('schedules', ['new']))}
        >
          {t('schedulesPage.add')}
        </Button>
      }
      isFull
    >
      <Body chosen={address.parts[0]} isEditing={address.parts[1] === 'edit'} />
    </PageFrame>
  );
}

interface BodyProps {
  readonly chosen: string | undefined;
  readonly isEditing: boolean;
}

function Body({ chosen, isEditing }: BodyProps) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const { all } = useTopic(createSchedules);
  const { value, error } = useStore(all.store);
  if (error && !value) return <ErrorNotice {...describe(error)} />;
  if (!value) return <Skeleton label={t('common.loading')} lines={6} />;
  return (
    <SplitView
      listLabel={t('nav.schedules')}
      list={<ScheduleList schedules={value} chosen={chosen} />}
      hasDetail={chosen !== undefined}
      detail={<Detail schedules={value} chosen={chosen} isEditing={isEditing} />}
    />
  );
}

function Detail({
  schedules,
  chosen,
  isEditing,
}: BodyProps & { readonly schedules: readonly ScheduleRow[] }) {
  if (chosen === 'new') return <ScheduleForm key="new" />;
  if (chosen === 'overview') return <SchedulesOverview schedules={schedules} />;
  const schedule = schedules.find(({ id }) => id === chosen);
  if (!schedule) return <SchedulesOverview schedules={schedules} missing={chosen} />;
  if (isEditing && schedule.origin !== 'config')
    return <ScheduleForm key={`edit ${schedule.id}`} schedule={schedule} />;
  return <ScheduleDetail key={schedule.id} schedule={schedule} />;
}
