import { useTranslation } from 'react-i18next';
import { describeDefault } from '../describe-default.ts';
import type { FieldEditing } from '../use-field.tsx';
import { ListEditor } from './list-editor.tsx';

/** A list of texts. An empty one stays in the text: it says something else than the default. */
export function ListField({ editing }: { readonly editing: FieldEditing }) {
  const { t } = useTranslation();
  const { field, value, set, label, help, error, aside } = editing;
  const items = Array.isArray(value) ? value.filter((each) => typeof each === 'string') : undefined;
  return (
    <ListEditor
      label={label}
      help={help}
      error={error}
      aside={aside}
      items={items ?? []}
      emptyText={
        items === undefined
          ? (describeDefault(t, field.node.default) ?? t('editing.listUnset'))
          : t('editing.listEmpty')
      }
      onChange={set}
    />
  );
}
