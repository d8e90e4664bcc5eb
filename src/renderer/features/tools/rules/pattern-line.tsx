import { X } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { createToolCatalogue } from '../../../state/tool-catalogue.ts';
import { useTopic } from '../../../state/use-topic.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Field } from '../../../ui/field.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { readFields } from '../catalogue/schema-fields.ts';
import styles from './pattern-line.module.css';
import type { PatternDraft } from './rule-draft.ts';

interface PatternLineProps {
  readonly tool: string;
  readonly pattern: PatternDraft;
  readonly onChange: (pattern: PatternDraft) => void;
  readonly onRemove: () => void;
}

/** One argument and what it must look like. The tool's own arguments are offered. */
export function PatternLine({ tool, pattern, onChange, onRemove }: PatternLineProps) {
  const { t } = useTranslation();
  const listId = useId();
  const { catalog } = useTopic(createToolCatalogue);
  const schema = useStore(
    catalog.store,
    ({ value }) => value?.tools.find(({ name }) => name === tool.trim())?.parameters,
  );
  const names = schema ? readFields(schema).map(({ name }) => name) : [];
  return (
    <div className={styles['line']}>
      <Field
        label={t('toolsPage.argument')}
        isMono
        spellCheck={false}
        list={listId}
        value={pattern.name}
        onChange={({ target }) => onChange({ ...pattern, name: target.value })}
      />
      <datalist id={listId}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Field
        label={t('toolsPage.rules.looksLike')}
        isMono
        spellCheck={false}
        value={pattern.pattern}
        onChange={({ target }) => onChange({ ...pattern, pattern: target.value })}
      />
      <div className={styles['exact']}>
        <Checkbox
          label={t('toolsPage.rules.exactly')}
          isChecked={pattern.isExact}
          onCheck={(isExact) => onChange({ ...pattern, isExact })}
        />
        <IconButton
          size="small"
          label={t('toolsPage.rules.removePattern', { name: pattern.name })}
          icon={<X size={14} aria-hidden />}
          onClick={onRemove}
        />
      </div>
    </div>
  );
}
