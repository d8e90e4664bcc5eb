import { useTranslation } from 'react-i18next';
import { builtInProfiles, builtInToolNames } from '../../../../shared/config/tool-names.ts';
import { ListEditor } from '../../editing/fields/list-editor.tsx';
import type { FieldEditing } from '../../editing/use-field.tsx';

/** Which tools messages of this channel may lead to; no list means no restriction. */
export function ToolsField({ editing }: { readonly editing: FieldEditing }) {
  const { t } = useTranslation();
  const { value, set, label, help, error, aside } = editing;
  const items = Array.isArray(value) ? value.filter((each) => typeof each === 'string') : undefined;
  return (
    <ListEditor
      label={label}
      help={help}
      error={error}
      aside={aside}
      items={items ?? []}
      emptyText={items ? t('channelsPage.noTools') : t('channelsPage.allTools')}
      suggestions={[...Object.keys(builtInProfiles).map((name) => `@${name}`), ...builtInToolNames]}
      onChange={set}
    />
  );
}
