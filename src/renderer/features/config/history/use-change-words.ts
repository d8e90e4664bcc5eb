import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../i18n/use-words.ts';
import type { VersionRow } from '../../../state/config-editor/version-history.ts';

/** What a version changed, in a few words: the paths, as they stand in the text. */
export function useChangeWords(): (row: Pick<VersionRow, 'changed'>, isOldest: boolean) => string {
  const { t } = useTranslation();
  const formats = useFormats();
  return ({ changed }, isOldest) => {
    if (!changed) return t(isOldest ? 'config.versions.oldest' : 'config.versions.unknownChange');
    if (changed.count === 0) return t('config.versions.layoutOnly');
    const paths = changed.paths.join(', ');
    const more = changed.count - changed.paths.length;
    return more === 0 ? paths : t('config.versions.andMore', { paths, more: formats.number(more) });
  };
}
