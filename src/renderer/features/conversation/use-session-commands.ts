import { useTranslation } from 'react-i18next';
import type { SessionRow } from '../../../shared/protocol/sessions.ts';
import { formatAddress } from '../../navigation/address.ts';
import { newConversationAddress } from '../../navigation/new-conversation.ts';
import { currentAddress, goTo } from '../../navigation/use-address.ts';
import { useApp } from '../../state/app-context.ts';
import { useFailureToast } from '../actions/use-task.ts';
import { useUndoToast } from '../actions/use-undo-toast.ts';
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
  const tellFailure = useFailureToast();
  const offerUndo = useUndoToast();
  const { sessionActions, toasts } = app;

  const save = async (format: 'markdown' | 'json'): Promise<void> => {
    try {
      const { fileName, text } = await sessionActions.exportText(row, format);
      saveFile(fileName, text);
      toasts.show({ tone: 'plain', text: t('sessions.exported', { fileName }) });
    } catch (thrown) {
      tellFailure(thrown);
    }
  };

  return {
    remove() {
      offerUndo(t('sessions.deleted', { title }), sessionActions.remove(row));
      const address = currentAddress();
      if (address.parts[0] !== row.key) return;
      const isInspected = address.page === 'conversations';
      const next = isInspected ? formatAddress('conversations') : newConversationAddress(app);
      goTo(next, { replace: true });
    },
    reset() {
      offerUndo(t('sessions.resetDone', { title }), sessionActions.reset(row));
    },
    exportAs: (format) => void save(format),
  };
}
