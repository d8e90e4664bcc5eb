import { useTranslation } from 'react-i18next';
import { Section } from '../../ui/section.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { SaveBar } from '../editing/save-bar.tsx';
import { SchemaForm } from '../editing/schema-form.tsx';
import { UnreadableNotice } from '../editing/unreadable-notice.tsx';
import { useDraft, useDraftState } from '../editing/use-draft.ts';
import { useEntrySchema } from '../editing/use-entry-schema.ts';
import { StepFoot, useGoOn } from './step-foot.tsx';
import { useDefaultAgentId } from './use-default-model.ts';

/** Who the assistant is: its name and what it is told. */
export function AgentStep() {
  const { t } = useTranslation();
  const path = ['agents', useDefaultAgentId()];
  const draft = useDraft(path);
  const node = useEntrySchema(path);
  const isPending = useDraftState(draft, ({ edits }) => edits.length > 0);
  const goOn = useGoOn('agent');
  const title = t('setup.agent.title');
  return (
    <>
      <Section title={title} lead={t('setup.agent.lead')}>
        <UnreadableNotice path={path} />
        {node ? (
          <SchemaForm draft={draft} node={node} only={['name', 'systemPrompt']} />
        ) : (
          <Skeleton label={title} />
        )}
        <SaveBar draft={draft} title={title} onSaved={goOn} />
      </Section>
      {!isPending && <StepFoot step="agent" isDone />}
    </>
  );
}
