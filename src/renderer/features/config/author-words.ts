import { useTranslation } from 'react-i18next';
import { useTopic } from '../../state/use-topic.ts';
import type { AppState } from '../../state/app-state.ts';
import { createConfigEditor } from '../../state/config-editor/create-config-editor.ts';
import { openTopic } from '../../state/use-topic.ts';

/** Who saved a version, in words. */
export function useAuthorWords(): (author: string) => string {
  const { t } = useTranslation();
  const own = useTopic(createOwnAuthors);
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

/** The names under which this tab saved: those of the versions it made. */
export function createOwnAuthors(app: AppState): ReadonlySet<string> {
  const { store } = openTopic(app, createConfigEditor);
  const own = new Set<string>();
  app.client.on('config.changed', ({ author }) => {
    // The event of an own save comes before its answer.
    if (store.getState().saving !== undefined) own.add(author);
  });
  return own;
}
