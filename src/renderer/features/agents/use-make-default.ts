import { useTranslation } from 'react-i18next';
import { isRecord } from '../../../shared/is-record.ts';
import { formatPath } from '../../../shared/config/path.ts';
import type { ConfigEdits } from '../../../shared/protocol/config.ts';
import { valueAt } from '../../state/config-draft/plain-value.ts';
import { useDrafts } from '../editing/use-draft.ts';
import { useWayBack } from '../editing/use-way-back.ts';
import { useFailureToast } from '../actions/use-task.ts';

/** Makes an agent the default one, at once and with a way back; no other keeps the mark. */
export function useMakeDefault(): (id: string, name: string) => void {
  const { t } = useTranslation();
  const drafts = useDrafts();
  const offerWayBack = useWayBack();
  const showError = useFailureToast();
  return (id, name) => {
    drafts
      .write(({ parsed }) => defaultEdits(parsed, id))
      .then((written) => offerWayBack(t('agentsPage.madeDefault', { name }), written), showError);
  };
}

function defaultEdits(root: unknown, id: string): ConfigEdits {
  const agents = valueAt(root, ['agents']);
  const others = isRecord(agents)
    ? Object.entries(agents).filter(
        ([each, entry]) => each !== id && valueAt(entry, ['default']) !== undefined,
      )
    : [];
  return [
    ...others.map(([each]) => ({
      op: 'delete' as const,
      path: formatPath(['agents', each, 'default']),
    })),
    { op: 'set', path: formatPath(['agents', id, 'default']), value: true },
  ];
}
