import { useTranslation } from 'react-i18next';
import type { ToolSource } from '../../../../shared/protocol/tools.ts';

/** Where a tool comes from, in words. */
export function useSourceWords(): (source: ToolSource) => string {
  const { t } = useTranslation();
  return (source) => {
    switch (source.kind) {
      case 'built-in':
        return t('toolsPage.source.builtIn');
      case 'extension':
        return t('toolsPage.source.extension', { name: source.name });
      case 'mcp':
        return t('toolsPage.source.mcp', { name: source.server });
    }
  };
}
