import { useTranslation } from 'react-i18next';
import { useFigures } from '../../i18n/use-figures.ts';
import type { UsageReport } from '../../state/usage-report.ts';
import { Stat, StatRow } from '../../ui/stat.tsx';

/** The sums of a period, with what they were in the one before. */
export function UsageTotals({ report }: { readonly report: UsageReport }) {
  const { t } = useTranslation();
  const { money, short, number, span } = useFigures();
  const { totals, before } = report;
  const compare = (now: number, then: number, say: (value: number) => string): string => {
    if (now === then) return t('usage.same');
    const value = say(Math.abs(now - then));
    return now > then ? t('usage.more', { value }) : t('usage.less', { value });
  };
  return (
    <StatRow>
      <Stat
        label={t('usage.cost')}
        value={money(totals.costMicros)}
        note={compare(totals.costMicros, before.costMicros, money)}
      />
      <Stat
        label={t('usage.tokens')}
        value={short(totals.inputTokens + totals.outputTokens)}
        note={t('usage.tokensNote', {
          in: short(totals.inputTokens),
          out: short(totals.outputTokens),
        })}
      />
      <Stat
        label={t('usage.turns')}
        value={number(totals.turns)}
        note={
          totals.failedTurns > 0
            ? t('usage.failedNote', { count: totals.failedTurns })
            : compare(totals.turns, before.turns, number)
        }
      />
      <Stat
        label={t('usage.median')}
        value={span(totals.medianMs)}
        note={t('usage.medianNote', { time: span(totals.timeMs) })}
      />
      <Stat
        label={t('usage.messages')}
        value={number(totals.messagesIn)}
        note={compare(totals.messagesIn, before.messagesIn, number)}
      />
      <Stat
        label={t('usage.toolCalls')}
        value={number(totals.toolCalls)}
        note={compare(totals.toolCalls, before.toolCalls, number)}
      />
    </StatRow>
  );
}
