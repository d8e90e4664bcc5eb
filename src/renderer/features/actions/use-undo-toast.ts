import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../state/app-context.ts';
import { undoMs } from '../../state/session-actions.ts';

/** Says in the corner what was done, with the way back. */
export function useUndoToast(): (text: string, undo: () => void) => void {
  const { t } = useTranslation();
  const { toasts } = useApp();
  return useCallback(
    (text: string, undo: () => void) => {
      const action = { label: t('sessions.undo'), run: undo };
      toasts.show({ tone: 'plain', text, action }, undoMs);
    },
    [t, toasts],
  );
}
