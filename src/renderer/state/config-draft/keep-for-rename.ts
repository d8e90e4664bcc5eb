import type { ConfigDrafts } from './drafts-topic.ts';

/**
 * Remembers what is pending in an entry that is about to get another name: once it has it, and the text
 * was read anew, the result carries it over.
 */
export function keepForRename(
  drafts: Pick<ConfigDrafts, 'open'>,
  section: string,
  from: string,
): (to: string) => void {
  const before = drafts.open([section, from]);
  const { edits } = before.store.getState();
  return (to) => {
    const after = drafts.open([section, to]);
    for (const edit of edits) {
      const below = edit.path.slice(before.path.length);
      switch (edit.op) {
        case 'set':
          after.set(below, edit.value);
          break;
        case 'append':
          after.append(below, edit.value);
          break;
        case 'delete':
          after.reset(below);
      }
    }
    before.discard();
  };
}
