import { useTranslation } from 'react-i18next';
import { Select } from '../../../ui/select.tsx';
import type { FieldEditing } from '../../editing/use-field.tsx';
import { useConfig } from '../../editing/use-draft.ts';

/** The machine that runs a channel, of those that are known. */
export function NodeField({ editing }: { readonly editing: FieldEditing }) {
  const { t } = useTranslation();
  const { value, set, reset, label, help, error, aside } = editing;
  const nodes = useConfig((state) => state.names?.nodes) ?? [];
  const chosen = typeof value === 'string' ? value : 'local';
  const all = [...new Set(['local', ...nodes, chosen])];
  return (
    <Select
      label={label}
      help={help}
      error={error}
      aside={aside}
      value={chosen}
      options={all.map((node) => ({
        value: node,
        label: node === 'local' ? t('channelsPage.thisMachine') : node,
      }))}
      onChoose={(node) => {
        if (node === 'local') reset();
        else set(node);
      }}
    />
  );
}
