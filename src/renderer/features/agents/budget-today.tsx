import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useFigures } from '../../i18n/use-figures.ts';
import { useFormats } from '../../i18n/use-words.ts';
import { createBudgets } from '../../state/budgets.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Meter } from '../../ui/meter.tsx';
import styles from './agents.module.css';

/** What an agent used today, against its budget where it has one. */
export function BudgetToday({ agentId }: { readonly agentId: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { money } = useFigures();
  const budgets = useTopic(createBudgets);
  useEffect(() => budgets.show(), [budgets]);
  const isRead = useStore(budgets.store, ({ value }) => value !== undefined);
  const row = useStore(budgets.store, ({ value }) =>
    value?.budgets.find((each) => each.agentId === agentId),
  );
  if (!isRead) return null;
  // It does not run, so nothing is counted for it.
  if (!row) return <span className={styles['quiet']}>–</span>;
  const { costLimitMicros, tokenLimit, usedCostMicros, usedTokens } = row;
  if (costLimitMicros === undefined && tokenLimit === undefined)
    return <span className={styles['figure']}>{money(usedCostMicros)}</span>;
  return (
    <div className={styles['meters']}>
      {costLimitMicros !== undefined && (
        <Meter
          label={t('agentsPage.usedToday')}
          share={usedCostMicros / costLimitMicros}
          text={t('agentsPage.costToday', {
            used: money(usedCostMicros),
            limit: money(costLimitMicros),
          })}
        />
      )}
      {tokenLimit !== undefined && (
        <Meter
          label={t('agentsPage.usedToday')}
          share={usedTokens / tokenLimit}
          text={t('agentsPage.tokensToday', {
            used: formats.number(usedTokens),
            limit: formats.number(tokenLimit),
          })}
        />
      )}
    </div>
  );
}
