import { Plus } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useErrorWords } from '../../../i18n/use-words.ts';
import { formatAddress } from '../../../navigation/address.ts';
import { goTo } from '../../../navigation/use-address.ts';
import { createApprovalRules } from '../../../state/approval-rules.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { PageBody } from '../../../ui/page-body.tsx';
import { Section } from '../../../ui/section.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { ConfigRules } from './config-rules.tsx';
import { RuleForm } from './rule-form.tsx';
import { StoredRule } from './stored-rule.tsx';
import styles from './rules-tab.module.css';

/** What is allowed, asked or denied before a tool says itself whether it asks. */
export function RulesTab({ isAdding }: { readonly isAdding: boolean }) {
  const { t } = useTranslation();
  const close = (): void => goTo(formatAddress('tools', ['rules']));
  return (
    <PageBody label={t('toolsPage.tabs.rules')}>
      <Section title={t('toolsPage.rules.configured')} lead={t('toolsPage.rules.configuredLead')}>
        <ConfigRules />
      </Section>
      {isAdding && <RuleForm onClose={close} />}
      <Section
        title={t('toolsPage.rules.stored')}
        lead={t('toolsPage.rules.storedLead')}
        actions={
          !isAdding && (
            <Button
              icon={<Plus size={14} aria-hidden />}
              onClick={() => goTo(formatAddress('tools', ['rules', 'new']))}
            >
              {t('toolsPage.rules.add')}
            </Button>
          )
        }
      >
        <StoredRules />
      </Section>
    </PageBody>
  );
}

function StoredRules() {
  const { t } = useTranslation();
  const describe = useErrorWords();
  const rules = useTopic(createApprovalRules);
  const { value, error } = useStore(rules.stored.store);
  const hiddenIds = useStore(rules.hidden, ({ ids }) => ids);
  // How often a rule was used comes with no event: it is read anew where one looks at it.
  useEffect(() => void rules.stored.refresh(), [rules]);
  if (error && !value) return <ErrorNotice {...describe(error)} />;
  if (!value) return <Skeleton label={t('common.loading')} lines={3} />;
  const shown = value.filter(({ id }) => !hiddenIds.has(id));
  if (shown.length === 0) {
    return <EmptyState title={t('toolsPage.rules.none')} hint={t('toolsPage.rules.noneHint')} />;
  }
  return (
    <ul className={styles['rules']}>
      {shown.map((rule) => (
        <StoredRule key={rule.id} rule={rule} />
      ))}
    </ul>
  );
}
