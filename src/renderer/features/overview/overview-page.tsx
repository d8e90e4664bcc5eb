import { MessageSquarePlus } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useErrorWords } from '../../i18n/use-words.ts';
import { formatAddress, type Address } from '../../navigation/address.ts';
import { createOverview } from '../../state/overview.ts';
import { useTopic } from '../../state/use-topic.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { BudgetSection } from './budget-section.tsx';
import { ChannelSection } from './channel-section.tsx';
import { DayCharts } from './day-charts.tsx';
import { FailureSection } from './failure-section.tsx';
import styles from './overview.module.css';
import { SetupSection } from './setup-section.tsx';
import { SystemSection } from './system-section.tsx';
import { TodaySection } from './today-section.tsx';
import { Verdict } from './verdict.tsx';
import { WaitingSection } from './waiting-section.tsx';

/** The first page: is everything well, what waits, what happened today. */
export function OverviewPage(_: { readonly address: Address }) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const overview = useTopic(createOverview);
  const { value, error } = useStore(overview.store);
  useEffect(() => overview.show(), [overview]);

  return (
    <PageFrame
      title={t('nav.overview')}
      actions={
        <LinkButton href={formatAddress('chat')} icon={<MessageSquarePlus size={15} aria-hidden />}>
          {t('overview.newConversation')}
        </LinkButton>
      }
    >
      {!value && error && <ErrorNotice title={t('overview.failed')} {...describe(error)} />}
      {!value && !error && <Skeleton label={t('overview.loading')} lines={10} />}
      {value && (
        <>
          <Verdict overview={value} />
          <SetupSection overview={value} />
          <WaitingSection overview={value} />
          <TodaySection overview={value} />
          <DayCharts overview={value} />
          <FailureSection overview={value} />
          <div className={styles['columns']}>
            <ChannelSection overview={value} />
            <BudgetSection overview={value} />
            <SystemSection overview={value} />
          </div>
        </>
      )}
    </PageFrame>
  );
}
