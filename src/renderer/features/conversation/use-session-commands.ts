import { useTranslation } from 'react-i18next';
import type { SessionRow } from '../../../shared/protocol/sessions.ts';
import { formatAddress } from '../../navigation/address.ts';
import { newConversationAddress } from '../../navigation/new-conversation.ts';
import { currentAddress, goTo } from '../../navigation/use-address.ts';
import { useErrorWords } from '../../i18n/use-words.ts';
import { useApp } from '../../state/app-context.ts';
import { undoMs } from '../../state/session-actions.ts';
import { toClientError } from '../../transport/client-error.ts';
import { saveFile } from './save-file.ts';

interface SessionCommands {
  readonly remove: () => void;
  readonly reset: () => void;
  readonly exportAs: (format: 'markdown' | 'json') => void;
}

/** What the menu of a conversation does, with a way back where something is lost. */
export function useSessionCommands(row: SessionRow, title: string): SessionCommands {
  const { t } = useTranslation();
  const app = useApp();
  const describe = useErrorWords();
  const { sessionActions, toasts } = app;

  const offerUndo = (text: string): void => {
    const undo = { label: t('sessions.undo'), run: () => sessionActions.undo(row.key) };
    toasts.show({ tone: 'plain', text, action: undo }, undoMs);
  };
  const save = async (format: 'markdown' | 'json'): Promise<void> => {
    try {
      const { fileName, text } = await sessionActions.exportText(row, format);
      saveFile(fileName, text);
      toasts.show({ tone: 'plain', text: t('sessions.exported', { fileName }) });
    } catch (thrown) {
      const { message, hint } = describe(toClientError(thrown));
      toasts.show({ tone: 'bad', text: message, hint });
    }
  };

  return {
    remove() {
      sessionActions.remove(row);
      offerUndo(t('sessions.deleted', { title }));
      const address = currentAddress();
      if (address.parts[0] !== row.key) return;
      const isInspected = address.page === 'conversations';
      const next = isInspected ? formatAddress('conversations') : newConversationAddress(app);
      goTo(next, { replace: true });
    },
    reset() {
      sessionActions.reset(row);
      offerUndo(t('sessions.resetDone', { title }));
    },
    exportAs: (format) => void save(format),
  };
}
