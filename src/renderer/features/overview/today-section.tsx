import { useTranslation } from 'react-i18next';
import { useFigures } from '../../i18n/use-figures.ts';
import { useFormats } from '../../i18n/use-words.ts';
import { formatAddress } from '../../navigation/address.ts';
import { useApp } from '../../state/app-context.ts';
import type { OverviewData } from '../../state/overview.ts';
import { Stat, StatRow } from '../../ui/stat.tsx';

/** What happened today, in figures; each leads to where it is told in full. */
export function TodaySection({ overview }: { readonly overview: OverviewData }) {
  const { t } = useTranslation();
  const { number, money, span } = useFigures();
  const { today, yesterday, approvals } = overview;
  const asked = approvals.allowed + approvals.denied + approvals.expired;
  const usage = formatAddress('usage', [], { period: 'today' });
  return (
    <section aria-label={t('overview.today.title')}>
      <StatRow>
        <Stat
          label={t('overview.today.messages')}
          value={number(today.messagesIn)}
          note={t('overview.today.messagesNote', { out: number(today.messagesOut) })}
          href={formatAddress('conversations')}
        />
        <Stat
          label={t('overview.today.cost')}
          value={money(today.costMicros)}
          note={t('overview.today.yesterday', { value: money(yesterday.costMicros) })}
          href={usage}
        />
        <Stat
          label={t('overview.today.turns')}
          value={number(today.turns)}
          tone={today.failedTurns > 0 ? 'bad' : 'plain'}
          note={
            today.failedTurns > 0
              ? t('overview.today.failed', { count: today.failedTurns })
              : t('overview.today.noneFailed')
          }
          href={formatAddress(
            'conversations',
            [],
            today.failedTurns > 0 ? { state: 'failed' } : {},
          )}
        />
        <Stat
          label={t('overview.today.median')}
          value={span(today.medianMs)}
          note={t(
            today.medianMs === null ? 'overview.today.noMedian' : 'overview.today.medianNote',
          )}
          href={usage}
        />
        <Stat
          label={t('overview.today.tools')}
          value={number(today.toolCalls)}
          note={
            asked === 0
              ? t('overview.today.noApprovals')
              : t('overview.today.approvals', {
                  allowed: approvals.allowed,
                  denied: approvals.denied + approvals.expired,
                })
          }
          href={formatAddress('tools')}
        />
        <ScheduleStat schedules={overview.schedules} />
      </StatRow>
    </section>
  );
}

function ScheduleStat({ schedules }: { readonly schedules: OverviewData['schedules'] }) {
  const { t } = useTranslation();
  const { clock } = useApp();
  const formats = useFormats();
  const { number } = useFigures();
  const { done, failed, next } = schedules;
  const planned =
    next === undefined
      ? t('overview.today.schedulesNone')
      : t('overview.today.schedulesNext', { when: formats.until(next.at, clock.now()) });
  return (
    <Stat
      label={t('overview.today.schedules')}
      value={number(done + failed)}
      tone={failed > 0 ? 'bad' : 'plain'}
      note={failed > 0 ? t('overview.today.schedulesFailed', { count: failed }) : planned}
      href={formatAddress('schedules')}
    />
  );
}
