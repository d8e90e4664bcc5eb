import { Download } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useErrorWords } from '../../i18n/use-words.ts';
import { formatAddress, type Address } from '../../navigation/address.ts';
import { goTo } from '../../navigation/use-address.ts';
import { useApp } from '../../state/app-context.ts';
import { createUsage, type UsageReport } from '../../state/usage-report.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { saveFile } from '../conversation/save-file.ts';
import { BudgetList } from './budget-list.tsx';
import { queryOf, readPlace, writePlace, type UsagePlace } from './usage-address.ts';
import { UsageChart } from './usage-chart.tsx';
import { UsageTable } from './usage-table.tsx';
import { UsageToolbar } from './usage-toolbar.tsx';
import { UsageTotals } from './usage-totals.tsx';
import styles from './usage.module.css';
import { writeCsv } from './write-csv.ts';

/** What was used, by what one asks for, and the budgets of today. */
export function UsagePage({ address }: { readonly address: Address }) {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const usage = useTopic(createUsage);
  const { report, days, isReading, error } = useStore(usage.store);
  const place = readPlace(address);
  const { period, from, to, by } = place;
  useEffect(
    () => usage.look(queryOf({ period, from, to, by, show: 'cost' })),
    [usage, period, from, to, by],
  );
  const save = useSaveCsv();
  const go = (change: Partial<UsagePlace>): void =>
    goTo(writePlace({ ...place, ...change }), { replace: true });

  return (
    <PageFrame
      title={t('nav.usage')}
      lead={t('usage.lead')}
      actions={
        <Button
          icon={<Download size={15} aria-hidden />}
          disabled={!report || report.rows.length === 0}
          onClick={() => report && save(report)}
        >
          {t('usage.export')}
        </Button>
      }
      toolbar={<UsageToolbar place={place} report={report} onChange={go} />}
    >
      {error && <ErrorNotice title={t('usage.failed')} {...describe(error)} />}
      {!report && !error && <Skeleton label={t('usage.loading')} lines={10} />}
      {report && days && (
        <div aria-busy={isReading} className={styles['report']}>
          <UsageTotals report={report} />
          {report.rows.length === 0 ? (
            <EmptyState
              title={t('usage.empty')}
              hint={t('usage.emptyHint')}
              action={
                <LinkButton href={formatAddress('chat')}>{t('usage.emptyAction')}</LinkButton>
              }
            />
          ) : (
            <>
              <UsageChart report={days} show={place.show} onShow={(show) => go({ show })} />
              <UsageTable report={report} by={place.by} />
            </>
          )}
        </div>
      )}
      <BudgetList />
    </PageFrame>
  );
}

function useSaveCsv(): (report: UsageReport) => void {
  const { t } = useTranslation();
  const { toasts } = useApp();
  return (report) => {
    const fileName = `openclaw-usage-${report.from}-${report.to}.csv`;
    saveFile(fileName, writeCsv(report.rows));
    toasts.show({ tone: 'plain', text: t('usage.exported', { fileName }) });
  };
}
