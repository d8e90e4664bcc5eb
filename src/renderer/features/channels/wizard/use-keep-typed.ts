import { isReferenceOnly } from '../../../state/config-draft/secret-paths.ts';
import type { Wizard } from '../../../state/channel-wizard.ts';
import { suggestSecretName } from '../../editing/suggest-secret-name.ts';
import { useDrafts } from '../../editing/use-draft.ts';
import { useKeepSecret } from '../../editing/use-secrets.ts';
import { useFailureToast } from '../../actions/use-task.ts';

/**
 * Puts secrets that were typed into the secret store, so that from here on they are only named.
 * @returns a function that says whether all of them are kept
 */
export function useKeepTyped(wizard: Wizard): () => Promise<boolean> {
  const keepSecret = useKeepSecret();
  const showError = useFailureToast();
  const { config } = useDrafts();
  return async () => {
    for (const [setting, value] of Object.entries(wizard.store.getState().secrets)) {
      const { draft } = wizard.store.getState();
      if (!draft || value === '') continue;
      const taken = config.store.getState().names?.secrets ?? [];
      const name = suggestSecretName(['channels', draft.name, setting], taken);
      try {
        const text = isReferenceOnly(value) ? value : await keepSecret(name, value);
        wizard.change({ settings: { ...draft.settings, [setting]: text } });
        wizard.typeSecret(setting, undefined);
      } catch (thrown) {
        showError(thrown);
        return false;
      }
    }
    return true;
  };
}
