import { useTranslation } from 'react-i18next';
import { formatAddress } from '../../navigation/address.ts';
import { hasLimit, shareOf } from '../../state/overview-tasks.ts';
import type { OverviewData } from '../../state/overview.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { Meter } from '../../ui/meter.tsx';
import { Section } from '../../ui/section.tsx';
import { useBudgetWords } from '../usage/use-budget-words.ts';
import { useAgentNames } from '../naming/use-agent-names.ts';
import styles from './overview.module.css';

/** So many fit; the rest stands on the page of usage. */
const most = 5;

/** How far the agents are within the limits of the day, the nearest first. */
export function BudgetSection({ overview }: { readonly overview: OverviewData }) {
  const { t } = useTranslation();
  const { textOf } = useBudgetWords();
  const { nameOf } = useAgentNames();
  const limited = overview.budgets
    .filter(hasLimit)
    .sort((a, b) => shareOf(b) - shareOf(a))
    .slice(0, most);
  return (
    <Section
      title={t('overview.budgets')}
      actions={
        <LinkButton look="quiet" size="small" href={formatAddress('usage')}>
          {t('overview.budgetsAll')}
        </LinkButton>
      }
    >
      {limited.length === 0 ? (
        <div>
          <p>{t('overview.budgetsNone')}</p>
          <p className={styles['quiet-hint']}>{t('overview.budgetsNoneHint')}</p>
        </div>
      ) : (
        <ul className={styles['meters']}>
          {limited.map((budget) => (
            <li key={budget.agentId}>
              <a className={styles['budget-name']} href={formatAddress('agents', [budget.agentId])}>
                {nameOf(budget.agentId)}
              </a>
              <Meter label={nameOf(budget.agentId)} share={shareOf(budget)} text={textOf(budget)} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
