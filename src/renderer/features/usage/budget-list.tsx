import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { BudgetRow } from '../../../shared/protocol/usage.ts';
import { useFormats } from '../../i18n/use-words.ts';
import { formatAddress } from '../../navigation/address.ts';
import { useApp } from '../../state/app-context.ts';
import { createBudgets } from '../../state/budgets.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Meter } from '../../ui/meter.tsx';
import { Section } from '../../ui/section.tsx';
import { useAgentNames } from '../naming/use-agent-names.ts';
import styles from './usage.module.css';
import { useBudgetWords } from './use-budget-words.ts';

/** Every agent with what it has used today and what it may use. */
export function BudgetList() {
  const { t } = useTranslation();
  const { clock } = useApp();
  const formats = useFormats();
  const budgets = useTopic(createBudgets);
  const { value } = useStore(budgets.store);
  const { costOf, tokensOf } = useBudgetWords();
  const { nameOf } = useAgentNames();
  useEffect(() => budgets.show(), [budgets]);
  if (!value) return null;
  const shown = value.budgets.filter(isWorthARow);
  const idle = value.budgets.length - shown.length;
  return (
    <Section
      title={t('usage.budgets')}
      lead={t('usage.budgetsLead', { when: formats.until(value.endsAt, clock.now()) })}
    >
      {shown.length > 0 && (
        <ul className={styles['budgets']}>
          {shown.map((budget) => {
            const agent = nameOf(budget.agentId);
            const { costLimitMicros, tokenLimit } = budget;
            return (
              <li key={budget.agentId} className={styles['budget']}>
                <a
                  className={styles['name']}
                  href={formatAddress('agents', [budget.agentId])}
                  aria-label={t('usage.change', { agent })}
                >
                  {agent}
                </a>
                <div className={styles['meters']}>
                  {costLimitMicros === undefined ? (
                    <span className={styles['no-limit']}>
                      {t('usage.inCost', { text: costOf(budget) })}
                    </span>
                  ) : (
                    <Meter
                      label={t('usage.costBudget', { agent })}
                      share={(budget.usedCostMicros + budget.reservedCostMicros) / costLimitMicros}
                      text={costOf(budget)}
                    />
                  )}
                  {tokenLimit === undefined ? (
                    <span className={styles['no-limit']}>
                      {t('usage.inTokens', { text: tokensOf(budget) })}
                    </span>
                  ) : (
                    <Meter
                      label={t('usage.tokenBudget', { agent })}
                      share={(budget.usedTokens + budget.reservedTokens) / tokenLimit}
                      text={t('usage.inTokens', { text: tokensOf(budget) })}
                    />
                  )}
                </div>
              </li>
            );
          })}
        </ul>
      )}
      {idle > 0 && <p className={styles['no-limit']}>{t('usage.idleAgents', { count: idle })}</p>}
    </Section>
  );
}

/** An agent without a limit that has used nothing says nothing. */
function isWorthARow(budget: BudgetRow): boolean {
  const hasLimit = budget.costLimitMicros !== undefined || budget.tokenLimit !== undefined;
  return hasLimit || budget.usedTokens > 0 || budget.usedCostMicros > 0;
}
