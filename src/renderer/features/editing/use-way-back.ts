import { useTranslation } from 'react-i18next';
import { useApp } from '../../state/app-context.ts';
import type { Written } from '../../state/config-draft/write-config.ts';
import { useFailureToast } from '../actions/use-task.ts';

/** Longer than other notices: one looks at what happened before one takes it back. */
const shownMs = 12_000;

/** Says what was done to the configuration and offers to take it back. */
export function useWayBack(): (text: string, written: Pick<Written, 'undo'>) => void {
  const { t } = useTranslation();
  const { toasts } = useApp();
  const showError = useFailureToast();
  return (text, { undo }) => {
    const id = toasts.show(
      {
        tone: 'plain',
        text,
        action: {
          label: t('editing.undo'),
          run: () => {
            toasts.dismiss(id);
            undo().then(() => toasts.show({ tone: 'plain', text: t('editing.undone') }), showError);
          },
        },
      },
      shownMs,
    );
  };
}
