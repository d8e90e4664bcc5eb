import type { Draft } from '../../state/config-draft/draft.ts';
import { useWayBack } from './use-way-back.ts';
import { useTranslation } from 'react-i18next';

/** Saves a draft; the notice afterwards has the way back. */
export function useSaveDraft(
  draft: Draft,
  title: string,
  onSaved?: () => void,
): () => Promise<void> {
  const { t } = useTranslation();
  const offerWayBack = useWayBack();
  return async () => {
    const written = await draft.save();
    if (!written) return;
    offerWayBack(t('editing.saved', { title }), written);
    onSaved?.();
  };
}
