import { useTranslation } from 'react-i18next';
import { NumberField } from '../../../ui/number-field.tsx';
import { describeDefault } from '../describe-default.ts';
import type { FieldEditing } from '../use-field.tsx';

/** A number within its bounds; an empty field means the default. */
export function NumberSetting({ editing }: { readonly editing: FieldEditing }) {
  const { t } = useTranslation();
  const { field, value, set, reset, label, help, error, aside } = editing;
  const { minimum, maximum, type } = field.node;
  return (
    <NumberField
      label={label}
      help={help}
      error={error}
      aside={aside}
      value={typeof value === 'number' ? value : undefined}
      min={minimum}
      max={maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum}
      step={type === 'integer' ? 1 : 'any'}
      placeholder={describeDefault(t, field.node.default)}
      onChange={(next) => {
        if (next === undefined) reset();
        else set(next);
      }}
    />
  );
}
