import { useTranslation } from 'react-i18next';
import { formatAddress } from '../../navigation/address.ts';
import { goTo } from '../../navigation/use-address.ts';
import { useApp } from '../../state/app-context.ts';
import { keepForRename } from '../../state/config-draft/keep-for-rename.ts';
import { useDrafts } from '../editing/use-draft.ts';
import { useWayBack } from '../editing/use-way-back.ts';

/** Gives an agent another key, with everything that hangs on it; the way back does the same. */
export function useRenameAgent(): (from: string, to: string) => Promise<void> {
  const { t } = useTranslation();
  const { client } = useApp();
  const drafts = useDrafts();
  const offerWayBack = useWayBack();

  const rename = async (from: string, to: string): Promise<void> => {
    const carryOver = keepForRename(drafts, 'agents', from);
    await client.request('agents.rename', { id: from, to });
    await drafts.config.refresh().catch(() => undefined);
    carryOver(to);
    if (isAt(from)) goTo(formatAddress('agents', [to]), { replace: true });
  };
  return async (from, to) => {
    await rename(from, to);
    offerWayBack(t('agentsPage.renamed', { from, to }), { undo: () => rename(to, from) });
  };
}

function isAt(id: string): boolean {
  const place = formatAddress('agents', [id]);
  const { hash } = window.location;
  return hash === place || hash.startsWith(`${place}/`) || hash.startsWith(`${place}?`);
}
