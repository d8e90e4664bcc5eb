import { useTranslation } from 'react-i18next';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { SchemaForm } from '../editing/schema-form.tsx';
import { useEntrySchema } from '../editing/use-entry-schema.ts';
import type { TabProps } from './tab-props.ts';

/** What the other tabs show. */
const shownElsewhere = [
  ...['model', 'fallbacks', 'thinking', 'name', 'enabled', 'default', 'budget'],
  ...['systemPrompt', 'tools', 'skills'],
];

/** Everything else: queue, heartbeat, workspace, limits. */
export function MoreTab({ agent, draft }: TabProps) {
  const { t } = useTranslation();
  const node = useEntrySchema(['agents', agent.id]);
  if (!node) return <Skeleton label={t('agentsPage.loading')} lines={6} />;
  return (
    <Section title={t('agentsPage.tab.more')}>
      <SchemaForm {...{ draft, node }} without={shownElsewhere} />
    </Section>
  );
}
