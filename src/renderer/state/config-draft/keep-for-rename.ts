import { formatPath, type ConfigPath } from '../../../shared/config/path.ts';
import {
  findReferences,
  renameReference,
  type NamedThing,
} from '../../../shared/config/references.ts';
import type { DraftEdit } from './draft-edits.ts';
import type { ConfigDrafts } from './drafts-topic.ts';
import { valueAt, withValue } from './plain-value.ts';

/**
 * Remembers what is pending in an entry that is about to get another name: once it has it, and the text
 * was read anew, the result carries it over. What is pending elsewhere and names the entry, such as a
 * rule, names it as it is called then.
 */
export function keepForRename(
  drafts: Pick<ConfigDrafts, 'open' | 'pending'>,
  section: 'agents' | 'channels',
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
    const names = section === 'agents' ? 'agent' : 'channel';
    for (const other of drafts.pending.getState().sections)
      if (other !== formatPath(after.path))
        drafts.open(other).mapEdits((edit) => renameInEdit(edit, names, from, to));
  };
}

function renameInEdit(edit: DraftEdit, names: NamedThing, from: string, to: string): DraftEdit {
  const within = (value: unknown): unknown => renameWithin(edit.path, value, { names, from, to });
  const base = within(edit.base);
  switch (edit.op) {
    case 'set':
      return { ...edit, base, value: within(edit.value) };
    case 'append': {
      const list = within([edit.value]);
      return { ...edit, base, value: Array.isArray(list) ? (list[0] as unknown) : edit.value };
    }
    case 'delete':
      return { ...edit, base };
  }
}

/** A value as it stands at a path, with the new name wherever it names the thing. */
function renameWithin(
  path: ConfigPath,
  value: unknown,
  { names, from, to }: { readonly names: NamedThing; readonly from: string; readonly to: string },
): unknown {
  if (value === undefined) return undefined;
  const root = withValue({}, path, value);
  const renamed = findReferences(root, names, from).reduce<unknown>(
    (at, found) => withValue(at, found.path, renameReference(found, to)),
    root,
  );
  return valueAt(renamed, path);
}
