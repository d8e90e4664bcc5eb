import { useTranslation } from 'react-i18next';
import { Field } from '../../../ui/field.tsx';
import { FormWide } from '../../../ui/form-grid.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import type { ArgumentField, FieldFault } from './schema-fields.ts';

interface ArgumentInputProps {
  readonly field: ArgumentField;
  readonly value: string;
  readonly fault: FieldFault | undefined;
  readonly onChange: (value: string) => void;
}

/** The field for one argument, by its kind. */
export function ArgumentInput({ field, value, fault, onChange }: ArgumentInputProps) {
  const { t } = useTranslation();
  const { name, kind, description, isRequired, fallback } = field;
  const shared = {
    label: isRequired ? `${name} *` : name,
    help: description === '' ? undefined : description,
    error: fault === undefined ? undefined : t(`toolsPage.fault.${fault}`),
  };
  switch (kind) {
    case 'choice':
    case 'boolean':
      return <ChoiceInput {...shared} field={field} value={value} onChange={onChange} />;
    case 'number':
    case 'integer':
      return (
        <Field
          {...shared}
          isMono
          inputMode="decimal"
          placeholder={fallback ?? ''}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      );
    case 'text':
    case 'list':
    case 'json':
      return (
        <FormWide>
          <TextArea
            {...shared}
            rows={kind === 'text' ? 1 : 3}
            isMono={kind === 'json'}
            placeholder={kind === 'list' ? t('toolsPage.try.onePerLine') : (fallback ?? '')}
            value={value}
            onChange={({ target }) => onChange(target.value)}
          />
        </FormWide>
      );
  }
}

interface ChoiceInputProps extends Pick<ArgumentInputProps, 'field' | 'value' | 'onChange'> {
  readonly label: string;
  readonly help: string | undefined;
  readonly error: string | undefined;
}

/** One of several; left out, its own choice counts. */
function ChoiceInput({ field, onChange, ...rest }: ChoiceInputProps) {
  const { t } = useTranslation();
  const values = field.kind === 'boolean' ? ['true', 'false'] : field.choices;
  return (
    <Select
      {...rest}
      options={[
        { value: '', label: field.fallback ?? t('toolsPage.try.leftOut') },
        ...values.map((one) => ({ value: one, label: one.replace(/^"(.*)"$/, '$1') })),
      ]}
      onChoose={onChange}
    />
  );
}
