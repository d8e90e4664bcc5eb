import { useTranslation } from 'react-i18next';
import { useTopic } from '../../state/use-topic.ts';
import type { AppState } from '../../state/app-state.ts';
import { createConfigEditor } from '../../state/config-editor/create-config-editor.ts';
import { createKeeper } from '../../state/keeper.ts';
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

/** So many names of its own a browser keeps; it gets a new one when it signs in anew. */
const mostOwn = 8;

/** The names under which this browser saved: those of the versions it made. */
export function createOwnAuthors(app: AppState): ReadonlySet<string> {
  const { store } = openTopic(app, createConfigEditor);
  const keeper = createKeeper(() => window.localStorage);
  const kept = keeper.read('config-authors');
  const own = new Set<string>(Array.isArray(kept) ? kept.filter(isText) : []);
  app.client.on('config.changed', ({ author }) => {
    // The event of an own save comes before its answer.
    if (store.getState().saving === undefined || own.has(author)) return;
    own.add(author);
    keeper.write('config-authors', [...own].slice(-mostOwn));
  });
  return own;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
