import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useFormats } from '../../i18n/use-words.ts';
import { createAgentFacts } from '../../state/agents/agent-facts.ts';
import { useTopic } from '../../state/use-topic.ts';
import { Meter } from '../../ui/meter.tsx';
import styles from './agents.module.css';
import { useMoney } from './use-money.ts';

/** What an agent used today, against its budget where it has one. */
export function BudgetToday({ agentId }: { readonly agentId: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const money = useMoney();
  const facts = useTopic(createAgentFacts);
  const row = useStore(facts.budgets.store, ({ value }) =>
    value?.find((each) => each.agentId === agentId),
  );
  if (!row) return null;
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
