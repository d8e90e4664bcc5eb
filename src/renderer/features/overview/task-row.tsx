import { useTranslation } from 'react-i18next';
import { useFigures } from '../../i18n/use-figures.ts';
import { useFormats } from '../../i18n/use-words.ts';
import { formatAddress } from '../../navigation/address.ts';
import { useApp } from '../../state/app-context.ts';
import type { OverviewTask } from '../../state/overview-tasks.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { useBudgetWords } from '../usage/use-budget-words.ts';
import { useAgentNames } from '../naming/use-agent-names.ts';
import { WaitingRow } from './waiting-row.tsx';

interface TaskRowProps<T extends OverviewTask = OverviewTask> {
  readonly task: T;
  readonly dayEndsAt: number;
}

/** Something to be done that only the gateway's numbers tell of. */
export function TaskRow({ task, dayEndsAt }: TaskRowProps) {
  const { t } = useTranslation();
  switch (task.kind) {
    case 'held':
      return (
        <WaitingRow
          tone="warn"
          title={t('overview.waits.heldTitle', { count: task.count })}
          detail={t('overview.waits.held')}
        >
          <LinkButton size="small" href={formatAddress('channels')}>
            {t('overview.waits.deliveries')}
          </LinkButton>
        </WaitingRow>
      );
    case 'dead':
      return (
        <WaitingRow
          tone="bad"
          title={t('overview.waits.deadTitle', { count: task.count })}
          detail={t('overview.waits.dead')}
        >
          <LinkButton size="small" href={formatAddress('channels')}>
            {t('overview.waits.deliveries')}
          </LinkButton>
        </WaitingRow>
      );
    case 'schedule':
      return (
        <WaitingRow
          tone="bad"
          title={t('overview.waits.scheduleTitle', { count: task.count })}
          detail={t('overview.waits.schedule')}
        >
          <LinkButton size="small" href={formatAddress('schedules')}>
            {t('overview.waits.scheduleAction')}
          </LinkButton>
        </WaitingRow>
      );
    case 'budget':
      return <BudgetRow task={task} dayEndsAt={dayEndsAt} />;
  }
}

function BudgetRow({ task, dayEndsAt }: TaskRowProps<OverviewTask & { kind: 'budget' }>) {
  const { t } = useTranslation();
  const { clock } = useApp();
  const formats = useFormats();
  const figures = useFigures();
  const { textOf } = useBudgetWords();
  const { nameOf } = useAgentNames();
  const { budget, share } = task;
  const agent = nameOf(budget.agentId);
  const when = formats.until(dayEndsAt, clock.now());
  return (
    <WaitingRow
      tone={share >= 1 ? 'bad' : 'warn'}
      title={
        share >= 1
          ? t('overview.waits.budgetSpent', { agent })
          : t('overview.waits.budgetTitle', { agent, share: figures.percent(share) })
      }
      detail={t('overview.waits.budget', { text: textOf(budget), when })}
    >
      <LinkButton size="small" href={formatAddress('agents', [budget.agentId])}>
        {t('overview.waits.budgetAction')}
      </LinkButton>
    </WaitingRow>
  );
}
