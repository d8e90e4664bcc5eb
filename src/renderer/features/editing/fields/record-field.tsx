import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isRecord } from '../../../../shared/is-record.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import styles from '../editing.module.css';
import type { FieldEditing } from '../use-field.tsx';

/** Texts by name, such as the variables of a program. */
export function RecordField({ editing }: { readonly editing: FieldEditing }) {
  const { t } = useTranslation();
  const { field, draft, value, label, help, error, aside } = editing;
  const entries = Object.entries(isRecord(value) ? value : {});
  const [name, setName] = useState('');
  const add = (): void => {
    const key = name.trim();
    setName('');
    if (key !== '' && !entries.some(([each]) => each === key)) draft.set([...field.path, key], '');
  };
  return (
    <fieldset className={styles['group']}>
      <legend className={styles['legend']}>
        {label}
        {aside}
      </legend>
      {help !== undefined && <p className={styles['groupHelp']}>{help}</p>}
      {entries.map(([key, text]) => (
        <div key={key} className={styles['addRow']}>
          <Field
            label={key}
            isMono
            value={String(text)}
            onChange={({ target }) => draft.set([...field.path, key], target.value)}
          />
          <IconButton
            label={t('editing.removeItem', { item: key })}
            icon={<X size={14} aria-hidden />}
            onClick={() => draft.reset([...field.path, key])}
          />
        </div>
      ))}
      <div className={styles['addRow']}>
        <Field
          label={t('editing.newName')}
          value={name}
          onChange={({ target }) => setName(target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') add();
          }}
        />
        <Button icon={<Plus size={14} aria-hidden />} onClick={add}>
          {t('editing.addItem')}
        </Button>
      </div>
      {error !== undefined && (
        <p className={styles['problem']} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
