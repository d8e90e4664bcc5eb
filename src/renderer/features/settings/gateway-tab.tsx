import { useTranslation } from 'react-i18next';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { SaveBar } from '../editing/save-bar.tsx';
import { SchemaForm } from '../editing/schema-form.tsx';
import { UnreadableNotice } from '../editing/unreadable-notice.tsx';
import { useDraft } from '../editing/use-draft.ts';
import { useEntrySchema } from '../editing/use-entry-schema.ts';

const sections = ['gateway', 'owner', 'session', 'memory', 'logging'] as const;

/** Sections of the configuration that have no page of their own. */
export function GatewayTab() {
  return (
    <>
      <UnreadableNotice path={[]} />
      {sections.map((id) => (
        <ConfigSection key={id} id={id} />
      ))}
    </>
  );
}

function ConfigSection({ id }: { readonly id: (typeof sections)[number] }) {
  const { t } = useTranslation();
  const draft = useDraft(id);
  const node = useEntrySchema([id]);
  const title = t(`settings.section.${id}`);
  return (
    <Section title={title} lead={t(`settings.sectionLead.${id}`)}>
      {node ? <SchemaForm draft={draft} node={node} /> : <Skeleton label={title} />}
      <SaveBar draft={draft} title={title} />
    </Section>
  );
}
