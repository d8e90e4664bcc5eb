import { useTranslation } from 'react-i18next';
import type { UsageRow } from '../../../shared/protocol/usage.ts';
import { useFigures } from '../../i18n/use-figures.ts';
import { formatAddress } from '../../navigation/address.ts';
import type { OverviewData } from '../../state/overview.ts';
import { Bars, type Bar } from '../../ui/bars.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Section } from '../../ui/section.tsx';
import { listDays } from '../usage/list-days.ts';
import styles from './overview.module.css';

const shownDays = 14;

/** Cost and messages of the last two weeks. */
export function DayCharts({ overview }: { readonly overview: OverviewData }) {
  const { t } = useTranslation();
  const { money, number, weekday, date } = useFigures();
  const byDay = new Map(overview.days.map((row) => [row.day, row]));
  const days = listDays(overview.day, shownDays);
  const barsOf = (
    valueOf: (row: UsageRow) => number,
    textOf: (day: string, value: number) => string,
  ): Bar[] =>
    days.map((day) => {
      const row = byDay.get(day);
      const value = row ? valueOf(row) : 0;
      return { id: day, label: weekday(day), value, text: textOf(date(day), value) };
    });
  const costs = barsOf(
    (row) => row.costMicros,
    (day, value) => t('overview.dayCost', { day, cost: money(value) }),
  );
  const messages = barsOf(
    (row) => row.messagesIn,
    (day, count) => t('overview.dayMessages', { day, count }),
  );
  const top = (bars: readonly Bar[]): number => Math.max(...bars.map(({ value }) => value), 0);
  return (
    <Section
      title={t('overview.lastDays', { count: shownDays })}
      actions={
        <LinkButton look="quiet" size="small" href={formatAddress('usage')}>
          {t('overview.allUsage')}
        </LinkButton>
      }
    >
      {overview.days.length === 0 ? (
        <EmptyState title={t('overview.noDays')} hint={t('overview.noDaysHint')} />
      ) : (
        <div className={styles['charts']}>
          <div className={styles['chart']}>
            <h3 className={styles['chart-title']}>{t('overview.messagesByDay')}</h3>
            <Bars
              label={t('overview.messagesByDay')}
              bars={messages}
              topText={number(top(messages))}
              emptyText={t('overview.noMessages')}
            />
          </div>
          <div className={styles['chart']}>
            <h3 className={styles['chart-title']}>{t('overview.costByDay')}</h3>
            <Bars
              label={t('overview.costByDay')}
              bars={costs}
              topText={money(top(costs))}
              emptyText={t('overview.noCost')}
            />
          </div>
        </div>
      )}
    </Section>
  );
}
