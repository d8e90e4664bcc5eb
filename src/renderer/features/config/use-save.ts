import { useTranslation } from 'react-i18next';
import { useApp } from '../../state/app-context.ts';
import { createConfigTopic } from '../../state/config-draft/config-topic.ts';
import { openTopic } from '../../state/use-topic.ts';
import { useTextEditor } from './use-config-files.ts';
import { useFailureToast } from '../actions/use-task.ts';

/** How long the way back is offered. */
const undoMs = 12_000;

/** What changed from which version to which. */
interface Saved {
  readonly text: string;
  readonly version: number;
  readonly before: number;
}

/** Says that something was saved, with the way back; what others save meanwhile stays. */
export function useOfferUndo(): (saved: Saved) => void {
  const { t } = useTranslation();
  const app = useApp();
  const showError = useFailureToast();
  const { client, toasts } = app;
  return ({ text, version, before }) => {
    const undo = async (): Promise<void> => {
      await client.request('config.undo', { version, before });
      await openTopic(app, createConfigTopic).refresh();
      toasts.show({ tone: 'plain', text: t('config.undone') });
    };
    const action = {
      label: t('config.undo'),
      run: () => {
        toasts.dismiss(id);
        undo().catch(showError);
      },
    };
    const id = toasts.show({ tone: 'plain', text, ...(before > 0 ? { action } : {}) }, undoMs);
  };
}

/** Saves a file; it counts at once. */
export function useSave(): (file: string, isForced?: boolean) => Promise<void> {
  const { t } = useTranslation();
  const editor = useTextEditor();
  const offerUndo = useOfferUndo();
  return async (file, isForced = false) => {
    const outcome = await editor.save(file, isForced);
    if (outcome.kind !== 'saved') return;
    offerUndo({ ...outcome, text: t('config.saved', { version: outcome.version }) });
  };
}
