import { useTranslation } from 'react-i18next';
import { ArgumentList } from '../../approvals/argument-list.tsx';
import styles from './rules-tab.module.css';

interface RulePatternsProps {
  readonly when: Readonly<Record<string, string>>;
  /** Those in which `*` stands for itself. */
  readonly exact: readonly string[];
}

/** What arguments must look like for a rule to hold. */
export function RulePatterns({ when, exact }: RulePatternsProps) {
  const { t } = useTranslation();
  const patterns = Object.entries(when);
  if (patterns.length === 0)
    return <p className={styles['facts']}>{t('toolsPage.rules.whatever')}</p>;
  return (
    <ArgumentList
      isSmall
      args={patterns.map(([name, text]) => ({
        name: `${name} ${exact.includes(name) || !text.includes('*') ? '=' : '≈'}`,
        text,
      }))}
    />
  );
}
