import type { Draft } from '../../state/config-draft/draft.ts';
import { ChoiceField } from './fields/choice-field.tsx';
import { ListField } from './fields/list-field.tsx';
import { RecordField } from './fields/record-field.tsx';
import { SecretField } from './fields/secret-field.tsx';
import { SwitchField } from './fields/switch-field.tsx';
import { TextField } from './fields/text-field.tsx';
import { NumberSetting } from './fields/number-setting.tsx';
import { UnknownField } from './fields/unknown-field.tsx';
import { kindOfValue, type FormField } from './form-fields.ts';
import { useField, type FieldEditing } from './use-field.tsx';

interface SchemaFieldProps {
  readonly draft: Draft;
  readonly field: FormField;
}

/** One setting, edited with what fits its schema and what stands there now. */
export function SchemaField({ draft, field }: SchemaFieldProps) {
  return <EditedField editing={useField(draft, field)} />;
}

/** As `SchemaField`, where the page has looked at the setting already. */
export function EditedField({ editing }: { readonly editing: FieldEditing }) {
  switch (kindOfValue(editing.field, editing.value)) {
    case 'text':
      return <TextField editing={editing} />;
    case 'prompt':
      return <TextField editing={editing} isLong />;
    case 'number':
      return <NumberSetting editing={editing} />;
    case 'switch':
      return <SwitchField editing={editing} />;
    case 'choice':
      return <ChoiceField editing={editing} />;
    case 'list':
      return <ListField editing={editing} />;
    case 'record':
      return <RecordField editing={editing} />;
    case 'secret':
      return <SecretField editing={editing} />;
    case 'group':
    case 'unknown':
      return <UnknownField editing={editing} />;
  }
}
