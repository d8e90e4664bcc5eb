import { useTranslation } from 'react-i18next';
import { useFigures } from '../../i18n/use-figures.ts';
import type { UsageReport } from '../../state/usage-report.ts';
import { Bars } from '../../ui/bars.tsx';
import { Section } from '../../ui/section.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { countDaysOf, listDays } from './list-days.ts';
import { valueOf, wordsOf } from './measure.ts';
import { measures, type Measure } from './usage-address.ts';

/** Beyond so many days a bar stands for a week: thinner ones can't be told apart. */
const mostBars = 120;

interface UsageChartProps {
  /** By day. */
  readonly report: UsageReport;
  readonly show: Measure;
  readonly onShow: (measure: Measure) => void;
}

/** One figure over the days of the period; the same in words for readers. */
export function UsageChart({ report, show, onShow }: UsageChartProps) {
  const { t } = useTranslation();
  const figures = useFigures();
  const byDay = new Map(report.rows.map((row) => [row.day, valueOf(row, show)]));
  const days = listDays(report.to, countDaysOf(report.from, report.to));
  const perBar = days.length > mostBars ? 7 : 1;
  const bars = Array.from({ length: Math.ceil(days.length / perBar) }, (_, index) => {
    const own = days.slice(index * perBar, (index + 1) * perBar);
    const first = own[0] ?? report.from;
    const value = own.reduce((sum, day) => sum + (byDay.get(day) ?? 0), 0);
    const label = figures.date(first);
    return {
      id: first,
      label: days.length <= 14 ? figures.weekday(first) : figures.dayMonth(first),
      value,
      text: t('usage.barText', { label, value: wordsOf(value, show, figures) }),
    };
  });
  const title = t('usage.byDay', { measure: t(`usage.measures.${show}`) });
  return (
    <Section
      title={title}
      actions={
        <Segmented
          label={t('usage.measure')}
          value={show}
          options={measures.map((value) => ({ value, label: t(`usage.measures.${value}`) }))}
          onChoose={onShow}
        />
      }
    >
      <Bars
        label={title}
        bars={bars}
        emptyText={t('usage.nothingInDays')}
        topText={wordsOf(Math.max(...bars.map(({ value }) => value), 0), show, figures)}
      />
    </Section>
  );
}
