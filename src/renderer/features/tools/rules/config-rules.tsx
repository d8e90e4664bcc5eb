import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useErrorWords } from '../../../i18n/use-words.ts';
import { formatAddress } from '../../../navigation/address.ts';
import { createApprovalRules } from '../../../state/approval-rules.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { Badge, type Tone } from '../../../ui/badge.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { RulePatterns } from './rule-patterns.tsx';
import styles from './rules-tab.module.css';
import { useRuleWords } from './use-rule-words.ts';

const tones: Readonly<Record<'allow' | 'ask' | 'deny', Tone>> = {
  allow: 'ok',
  ask: 'live',
  deny: 'bad',
};

/** The rules of the configuration in their order: the first that fits decides. */
export function ConfigRules() {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const say = useRuleWords();
  const { configured } = useTopic(createApprovalRules);
  const { value, error } = useStore(configured.store);
  if (error && !value) return <ErrorNotice {...describe(error)} />;
  if (!value) return <Skeleton label={t('common.loading')} lines={2} />;
  if (value.length === 0) {
    return (
      <EmptyState
        title={t('toolsPage.rules.noneConfigured')}
        hint={t('toolsPage.rules.noneConfiguredHint')}
        action={
          <a href={formatAddress('config', [], { path: 'tools.approvals.rules' })}>
            {t('toolsPage.rules.openConfig')}
          </a>
        }
      />
    );
  }
  return (
    <ol className={styles['rules']}>
      {value.map((rule, index) => (
        <li key={index} className={styles['rule']}>
          <Badge tone={tones[rule.action]}>{t(`toolsPage.rules.action.${rule.action}`)}</Badge>
          <div className={styles['words']}>
            <p>{say(rule)}</p>
            <RulePatterns when={rule.when ?? {}} exact={[]} />
          </div>
          <a
            className={styles['place']}
            href={formatAddress('config', [], { path: `tools.approvals.rules.${index}` })}
          >
            {t('toolsPage.rules.change')}
          </a>
        </li>
      ))}
    </ol>
  );
}
