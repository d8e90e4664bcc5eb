import { useTranslation } from 'react-i18next';
import { currentAddress, goTo } from '../../../navigation/use-address.ts';
import { useApp } from '../../../state/app-context.ts';
import { keepForRename } from '../../../state/config-draft/keep-for-rename.ts';
import { useDrafts } from '../../editing/use-draft.ts';
import { useWayBack } from '../../editing/use-way-back.ts';
import { channelAddress } from '../addresses.ts';

/** Gives a channel another name, with everything that hangs on it; the way back does the same. */
export function useRenameChannel(): (from: string, to: string) => Promise<void> {
  const { t } = useTranslation();
  const { client } = useApp();
  const drafts = useDrafts();
  const offerWayBack = useWayBack();

  const rename = async (from: string, to: string): Promise<void> => {
    const carryOver = keepForRename(drafts, 'channels', from);
    await client.request('channels.rename', { id: from, to });
    await drafts.config.refresh().catch(() => undefined);
    carryOver(to);
    const { page, parts } = currentAddress();
    if (page === 'channels' && parts[0] === from) goTo(channelAddress(to), { replace: true });
  };
  return async (from, to) => {
    await rename(from, to);
    offerWayBack(t('editing.renamed', { from, to }), { undo: () => rename(to, from) });
  };
}
