import { useTranslation } from 'react-i18next';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { SchemaForm, type FieldOverrides } from '../editing/schema-form.tsx';
import { useEntrySchema } from '../editing/use-entry-schema.ts';
import styles from './agents.module.css';
import { BudgetToday } from './budget-today.tsx';
import { FallbacksField } from './fallbacks-field.tsx';
import { ModelField } from './model-field.tsx';
import type { TabProps } from './tab-props.ts';

const overrides: FieldOverrides = { model: ModelField, fallbacks: FallbacksField };
const modelFields = ['model', 'fallbacks', 'thinking'];
/** The model stands with its marks and buttons. */
const wideFields = ['model'];
const nameFields = ['name', 'enabled', 'default'];
const budgetFields = ['budget.dailyCost', 'budget.dailyTokens', 'budget.turnCost'];

/** Model, name and budget: what everybody sets. */
export function BasicsTab({ agent, draft }: TabProps) {
  const { t } = useTranslation();
  const node = useEntrySchema(['agents', agent.id]);
  if (!node) return <Skeleton label={t('agentsPage.loading')} lines={6} />;
  return (
    <>
      <Section title={t('agentsPage.section.model')} lead={t('agentsPage.section.modelLead')}>
        <SchemaForm {...{ draft, node, overrides }} only={modelFields} wide={wideFields} />
      </Section>
      <Section title={t('agentsPage.section.who')}>
        <SchemaForm {...{ draft, node }} only={nameFields} />
      </Section>
      <Section title={t('agentsPage.section.budget')} lead={t('agentsPage.section.budgetLead')}>
        <div className={styles['todayRow']}>
          <span className={styles['todayLabel']}>{t('agentsPage.usedToday')}</span>
          <BudgetToday agentId={agent.id} />
        </div>
        <SchemaForm {...{ draft, node }} only={budgetFields} />
      </Section>
    </>
  );
}
