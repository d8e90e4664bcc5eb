import { useTranslation } from 'react-i18next';
import { Field } from '../../../ui/field.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { describeDefault } from '../describe-default.ts';
import type { FieldEditing } from '../use-field.tsx';
import { VariableNotes } from '../variable-notes.tsx';

interface TextFieldProps {
  readonly editing: FieldEditing;
  /** For prompts: several lines, and `$NAME` is text. */
  readonly isLong?: boolean;
}

/** A text. An empty one is taken out where it may be missing. */
export function TextField({ editing, isLong = false }: TextFieldProps) {
  const { t } = useTranslation();
  const { field, value, set, reset, label, help, error, aside } = editing;
  const text = typeof value === 'string' ? value : '';
  const isLiteral = field.node.literal === true;
  const change = (next: string): void => {
    if (next === '' && !field.isRequired) reset();
    else set(next);
  };
  const shared = {
    label,
    error,
    aside,
    value: text,
    maxLength: field.node.maxLength,
    placeholder: describeDefault(t, field.node.default),
    help: isLiteral ? help : <VariableNotes help={help} text={text} />,
  };
  return isLong ? (
    <TextArea {...shared} onChange={({ target }) => change(target.value)} />
  ) : (
    <Field
      {...shared}
      autoComplete="off"
      spellCheck={false}
      onChange={({ target }) => change(target.value)}
    />
  );
}
