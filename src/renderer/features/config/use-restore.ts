import { useTranslation } from 'react-i18next';
import { useApp } from '../../state/app-context.ts';
import { createConfigTopic } from '../../state/config-draft/config-topic.ts';
import { useTopic } from '../../state/use-topic.ts';
import { useOfferUndo } from './use-save.ts';
import { useFailureToast } from '../actions/use-task.ts';

/** Brings a version back at once; the notice has the way back. */
export function useRestore(): (version: number) => Promise<void> {
  const { t } = useTranslation();
  const { client } = useApp();
  const config = useTopic(createConfigTopic);
  const offerUndo = useOfferUndo();
  const showError = useFailureToast();
  return async (version) => {
    try {
      const text = config.store.getState().text ?? (await config.refresh());
      const { version: now } = await client.request('config.restore', {
        ...{ version, baseHash: text.hash },
      });
      await config.refresh();
      const words = t('config.versions.restored', { version, now });
      offerUndo({ text: words, version: now, before: text.version });
    } catch (thrown) {
      showError(thrown);
    }
  };
}
