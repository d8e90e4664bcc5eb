import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../state/config-draft/draft.ts';
import { Section } from '../../../ui/section.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { SchemaForm, type FieldOverrides } from '../../editing/schema-form.tsx';
import { useEntrySchema } from '../../editing/use-entry-schema.ts';
import { AgentField } from './agent-field.tsx';
import { ChannelCheckRow } from './channel-check-row.tsx';
import { GroupsField } from './groups-field.tsx';
import { NodeField } from './node-field.tsx';
import { ToolsField } from './tools-field.tsx';

interface ChannelFormProps {
  readonly draft: Draft;
  readonly type: string;
}

const overrides: FieldOverrides = {
  agent: AgentField,
  node: NodeField,
  tools: ToolsField,
  'access.groups': GroupsField,
};
/** What every channel has; what is left belongs to the connection of this messenger. */
const answering = ['agent', 'tools', 'streaming', 'onUnknown'];
const access = ['access.direct', 'access.allowFrom', 'access.groups'];
const shown = ['type', 'enabled', 'access', ...answering];

/** The settings of a channel, by what they are about. */
export function ChannelForm({ draft, type }: ChannelFormProps) {
  const { t } = useTranslation();
  const node = useEntrySchema(draft.path, type);
  if (!node) return <Skeleton label={t('common.loading')} lines={6} />;
  const connection = Object.keys(node.properties ?? {}).filter((key) => !shown.includes(key));
  const isWeb = type === 'web';
  return (
    <>
      <Section title={t('channelsPage.answers')} lead={t('channelsPage.answersLead')}>
        <SchemaForm draft={draft} node={node} overrides={overrides} only={answering} />
      </Section>
      {!isWeb && (
        <Section title={t('channelsPage.access')} lead={t('channelsPage.accessLead')}>
          <SchemaForm draft={draft} node={node} overrides={overrides} only={access} />
        </Section>
      )}
      {!isWeb && (
        <Section title={t('channelsPage.connection')}>
          <SchemaForm draft={draft} node={node} overrides={overrides} only={connection} />
          <ChannelCheckRow draft={draft} type={type} />
        </Section>
      )}
    </>
  );
}
