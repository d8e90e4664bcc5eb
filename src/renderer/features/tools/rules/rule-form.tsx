import { Plus } from 'lucide-react';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApp } from '../../../state/app-context.ts';
import { createApprovalRules } from '../../../state/approval-rules.ts';
import { createToolCatalogue } from '../../../state/tool-catalogue.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormButtons, FormGrid, FormWide } from '../../../ui/form-grid.tsx';
import { Section } from '../../../ui/section.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Select } from '../../../ui/select.tsx';
import { useTask } from '../../actions/use-task.ts';
import { useAgentNames } from '../../naming/use-agent-names.ts';
import styles from './pattern-line.module.css';
import { PatternLine } from './pattern-line.tsx';
import { emptyDraft, toWish, type PatternDraft, type RuleDraft } from './rule-draft.ts';
import { RulePreview } from './rule-preview.tsx';

const noTools: readonly never[] = [];

/** Makes a rule by hand; what it would hold for is shown while one writes it. */
export function RuleForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { toasts, newKey } = useApp();
  const rules = useTopic(createApprovalRules);
  const task = useTask();
  const [draft, setDraft] = useState<RuleDraft>(emptyDraft);
  const [hasTried, setHasTried] = useState(false);
  const change = (parts: Partial<RuleDraft>): void => setDraft((old) => ({ ...old, ...parts }));
  const isMissing = hasTried && draft.tool.trim() === '';

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setHasTried(true);
    if (draft.tool.trim() === '') return;
    if (!(await task.run(() => rules.add(toWish(draft))))) return;
    toasts.show({ tone: 'plain', text: t('toolsPage.rules.added') });
    onClose();
  };
  return (
    <Section title={t('toolsPage.rules.add')} lead={t('toolsPage.rules.addLead')}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <FormGrid>
          <FormWide>
            <Segmented
              label={t('toolsPage.rules.what')}
              value={draft.action}
              options={[
                { value: 'deny', label: t('toolsPage.rules.action.deny') },
                { value: 'allow', label: t('toolsPage.rules.action.allow') },
              ]}
              onChoose={(action) => change({ action })}
            />
          </FormWide>
          <ToolField
            value={draft.tool}
            error={isMissing ? t('toolsPage.fault.required') : undefined}
            onChange={(tool) => change({ tool })}
          />
          <ScopeFields draft={draft} onChange={change} />
          <FormWide>
            <PatternLines
              tool={draft.tool}
              patterns={draft.patterns}
              newId={newKey}
              onChange={(patterns) => change({ patterns })}
            />
          </FormWide>
          <FormWide>
            <RulePreview draft={draft} />
          </FormWide>
          <FormWide>
            <FormButtons>
              <Button type="submit" look="primary" disabled={task.isBusy}>
                {t('toolsPage.rules.save')}
              </Button>
              <Button onClick={onClose}>{t('toolsPage.cancel')}</Button>
            </FormButtons>
          </FormWide>
        </FormGrid>
      </form>
    </Section>
  );
}

interface ToolFieldProps {
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (tool: string) => void;
}

function ToolField({ value, error, onChange }: ToolFieldProps) {
  const { t } = useTranslation();
  const { catalog } = useTopic(createToolCatalogue);
  const tools = useStore(catalog.store, (state) => state.value?.tools ?? noTools);
  return (
    <>
      <Field
        label={t('toolsPage.rules.toolLabel')}
        help={t('toolsPage.rules.toolHelp')}
        error={error}
        isMono
        autoFocus
        spellCheck={false}
        list="rule-tools"
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
      <datalist id="rule-tools">
        {tools.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}

interface ScopeFieldsProps {
  readonly draft: RuleDraft;
  readonly onChange: (parts: Partial<RuleDraft>) => void;
}

function ScopeFields({ draft, onChange }: ScopeFieldsProps) {
  const { t } = useTranslation();
  const { channels } = useApp();
  const { options: agents } = useAgentNames();
  const known = useStore(channels, (state) => state.channels);
  return (
    <>
      <Select
        label={t('toolsPage.agent')}
        value={draft.agentId}
        options={[{ value: '', label: t('toolsPage.rules.anyAgent') }, ...agents]}
        onChoose={(agentId) => onChange({ agentId })}
      />
      <Select
        label={t('toolsPage.rules.channelLabel')}
        value={draft.channel}
        options={[
          { value: '', label: t('toolsPage.rules.anyChannel') },
          ...known.map(({ id }) => ({ value: id, label: id })),
        ]}
        onChoose={(channel) => onChange({ channel })}
      />
      <FormWide>
        <Checkbox
          label={t('toolsPage.rules.forOwnerLabel')}
          isChecked={draft.isForOwner}
          onCheck={(isForOwner) => onChange({ isForOwner })}
        />
      </FormWide>
    </>
  );
}

interface PatternLinesProps {
  readonly tool: string;
  readonly patterns: readonly PatternDraft[];
  readonly newId: () => string;
  readonly onChange: (patterns: readonly PatternDraft[]) => void;
}

function PatternLines({ tool, patterns, newId, onChange }: PatternLinesProps) {
  const { t } = useTranslation();
  const add = (): void =>
    onChange([...patterns, { id: newId(), name: '', pattern: '', isExact: false }]);
  return (
    <div role="group" aria-label={t('toolsPage.rules.patterns')}>
      <p className={styles['title']}>{t('toolsPage.rules.patterns')}</p>
      {patterns.map((one) => (
        <PatternLine
          key={one.id}
          tool={tool}
          pattern={one}
          onChange={(next) => onChange(patterns.map((old) => (old.id === one.id ? next : old)))}
          onRemove={() => onChange(patterns.filter(({ id }) => id !== one.id))}
        />
      ))}
      <Button size="small" look="quiet" icon={<Plus size={14} aria-hidden />} onClick={add}>
        {t('toolsPage.rules.addPattern')}
      </Button>
    </div>
  );
}
