import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isRecord } from '../../../../shared/is-record.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormGrid, FormWide } from '../../../ui/form-grid.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { fieldsOf } from '../../editing/form-fields.ts';
import { SchemaField } from '../../editing/schema-field.tsx';
import type { FieldEditing } from '../../editing/use-field.tsx';
import styles from '../channels.module.css';

/** Groups by their id, each with when the assistant speaks there. */
export function GroupsField({ editing }: { readonly editing: FieldEditing }) {
  const { t } = useTranslation();
  const { field, draft, value, label, help, error, aside } = editing;
  const [id, setId] = useState('');
  const groups = isRecord(value) ? Object.keys(value) : [];
  const add = (group: string): void => {
    setId('');
    if (group !== '' && !groups.includes(group)) draft.set([...field.path, group], {});
  };
  return (
    <fieldset className={styles['groups']}>
      <legend className={styles['legend']}>
        {label}
        {aside}
      </legend>
      {help !== undefined && <p className={styles['quiet']}>{help}</p>}
      {groups.map((group) => (
        <GroupRule key={group} editing={editing} group={group} />
      ))}
      {error !== undefined && (
        <p className={styles['problem']} role="alert">
          {error}
        </p>
      )}
      <div className={styles['addGroup']}>
        <Field
          label={t('channelsPage.groupId')}
          placeholder={t('channelsPage.groupIdHelp')}
          isMono
          autoComplete="off"
          value={id}
          onChange={({ target }) => setId(target.value.trim())}
          onKeyDown={(event) => {
            if (event.key === 'Enter') add(id);
          }}
        />
        <Button icon={<Plus size={14} aria-hidden />} onClick={() => add(id)}>
          {t('channelsPage.addGroup')}
        </Button>
        {!groups.includes('*') && (
          <Button look="quiet" onClick={() => add('*')}>
            {t('channelsPage.addAllGroups')}
          </Button>
        )}
      </div>
    </fieldset>
  );
}

interface GroupRuleProps {
  readonly editing: FieldEditing;
  readonly group: string;
}

function GroupRule({ editing: { field, draft }, group }: GroupRuleProps) {
  const { t } = useTranslation();
  const rule = field.node.additionalProperties;
  const path = [...field.path, group];
  const name = group === '*' ? t('channelsPage.groups.all') : group;
  const fields = typeof rule === 'object' ? fieldsOf(rule, path) : [];
  return (
    <div className={styles['group']} role="group" aria-label={name}>
      <div className={styles['groupHead']}>
        <strong className={styles['groupName']}>{name}</strong>
        <IconButton
          label={t('editing.removeItem', { item: name })}
          icon={<Trash2 size={14} aria-hidden />}
          onClick={() => draft.reset(path)}
        />
      </div>
      <FormGrid>
        {fields.map((each) =>
          each.kind === 'list' ? (
            <FormWide key={each.key}>
              <SchemaField draft={draft} field={each} />
            </FormWide>
          ) : (
            <SchemaField key={each.key} draft={draft} field={each} />
          ),
        )}
      </FormGrid>
    </div>
  );
}
