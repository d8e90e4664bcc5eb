import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { createOwnAuthors } from '../../state/config-editor/own-authors.ts';
import { useTopic } from '../../state/use-topic.ts';

/** Who saved a version, in words. */
export function useAuthorWords(): (author: string) => string {
  const { t } = useTranslation();
  const own = useStore(useTopic(createOwnAuthors));
  return (author) => {
    if (own.has(author)) return t('config.author.me');
    const [kind = ''] = author.split(':', 1);
    switch (kind) {
      case 'file':
      case 'cli':
      case 'desktop':
      case 'device':
      case 'agent':
        return t(`config.author.${kind}`);
      case 'web':
      case 'openclaw-control-ui':
        return t('config.author.browser');
      default:
        return t('config.author.api');
    }
  };
}
