import { useFailureToast } from '../actions/use-task.ts';
import { useTranslation } from 'react-i18next';
import {
  copyEntryEdits,
  deleteEntryEdits,
  type EntrySection,
} from '../../state/config-draft/entry-edits.ts';
import type { ConfigEdits } from '../../../shared/protocol/config.ts';
import { useDrafts } from './use-draft.ts';
import { useWayBack } from './use-way-back.ts';

export interface EntryActions {
  /** The same once more under another name. Throws ClientError. */
  readonly copy: (from: string, to: string) => Promise<void>;
  /** Takes an entry away, and the settings that name it; with a way back. True when it is gone. */
  readonly remove: (name: string) => Promise<boolean>;
  /** Sets one value at once, as a switch does; with a way back. True when it is saved. */
  readonly setNow: (name: string, key: string, value: unknown, text: string) => Promise<boolean>;
}

/** What can be done to a whole entry; each is saved at once and can be taken back. */
export function useEntryActions(section: EntrySection): EntryActions {
  const { t } = useTranslation();
  const drafts = useDrafts();
  const offerWayBack = useWayBack();
  const showError = useFailureToast();

  const write = async (make: (root: unknown) => ConfigEdits, text: string): Promise<void> => {
    const written = await drafts.write(({ parsed }) => make(parsed));
    offerWayBack(text, written);
  };
  const attempt = async (work: Promise<void>): Promise<boolean> => {
    try {
      await work;
      return true;
    } catch (thrown) {
      showError(thrown);
      return false;
    }
  };

  return {
    copy: (from, to) =>
      write((root) => copyEntryEdits(root, section, from, to), t('editing.copied', { from, to })),
    async remove(name) {
      drafts.open([section, name]).discard();
      const text = t('editing.deleted', { name });
      return attempt(write((root) => deleteEntryEdits(root, section, name), text));
    },
    setNow(name, key, value, text) {
      const path = `${section}${JSON.stringify([name])}.${key}`;
      return attempt(write(() => [{ op: 'set', path, value }], text));
    },
  };
}
