import { formatPath } from '../../../../shared/config/path.ts';
import type { ConfigEdits } from '../../../../shared/protocol/config.ts';
import type { WizardDraft } from '../../../state/channel-wizard.ts';

/** The entry a wizard makes: only what differs from the defaults is written. */
export function makeEntry(draft: WizardDraft): Readonly<Record<string, unknown>> {
  const access = {
    ...(draft.direct === 'pairing' ? {} : { direct: draft.direct }),
    ...(draft.inGroups ? { groups: { '*': { requireMention: true } } } : {}),
  };
  return {
    ...(draft.name === draft.type ? {} : { type: draft.type }),
    ...draft.settings,
    ...(draft.agent === '' ? {} : { agent: draft.agent }),
    ...(Object.keys(access).length === 0 ? {} : { access }),
  };
}

/** The edit that adds the entry. */
export function makeEntryEdits(draft: WizardDraft): ConfigEdits {
  return [{ op: 'set', path: formatPath(['channels', draft.name]), value: makeEntry(draft) }];
}
