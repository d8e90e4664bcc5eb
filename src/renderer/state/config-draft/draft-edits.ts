import { formatPath, type ConfigPath } from '../../../shared/config/path.ts';
import type { ConfigEdits } from '../../../shared/protocol/config.ts';
import { mergeLists } from './merge-lists.ts';
import { holdsDots } from './secret-paths.ts';
import { isSameValue, isWithin, valueAt, withoutValue, withValue } from './plain-value.ts';

/**
 * One change that is not saved yet. `path` begins at the root; `base` is what stood there when it was
 * made (undefined: nothing), so that a change of somebody else at the same place is seen.
 */
export type DraftEdit = WantedEdit & {
  readonly base?: unknown;
  /** Of the whole text that it was made over: a secret is dots in `base`, whichever it was. */
  readonly baseHash?: string | undefined;
  /** The gateway saw that a secret at this place is another one by now. */
  readonly isOvertaken?: boolean | undefined;
};

/** What somebody wants, before it is known what stands there. */
export type WantedEdit =
  | { readonly op: 'set'; readonly path: ConfigPath; readonly value: unknown }
  | { readonly op: 'append'; readonly path: ConfigPath; readonly value: unknown }
  | { readonly op: 'delete'; readonly path: ConfigPath };

/** The root with the edits made, in their order. */
export function applyEdits(root: unknown, edits: readonly WantedEdit[]): unknown {
  return edits.reduce<unknown>(applyEdit, root);
}

function applyEdit(root: unknown, edit: WantedEdit): unknown {
  switch (edit.op) {
    case 'set':
      return withValue(root, edit.path, edit.value);
    case 'delete':
      return withoutValue(root, edit.path);
    case 'append': {
      const list = valueAt(root, edit.path);
      const items: readonly unknown[] = Array.isArray(list) ? list : [];
      return withValue(root, edit.path, [...items, edit.value]);
    }
  }
}

/**
 * Adds an edit to those that are pending and keeps them few: what it replaces falls out, what lies
 * inside a value that is pending goes into it, and what comes back to what is written is no edit.
 */
export function addEdit(
  edits: readonly DraftEdit[],
  wanted: WantedEdit,
  written: unknown,
  baseHash?: string,
): readonly DraftEdit[] {
  const around = edits.findLast(
    (edit) => edit.op === 'set' && isWithin(wanted.path, edit.path) && canHold(edit, wanted),
  );
  if (around?.op === 'set')
    return edits.map((edit) => (edit === around ? fold(edit, wanted) : edit));
  const base = valueAt(written, wanted.path);
  if (wanted.op === 'append') return [...edits, { ...wanted, base, baseHash }];
  const others = edits.filter((edit) => !isWithin(edit.path, wanted.path));
  const replaced = edits.find((edit) => isSamePath(edit.path, wanted.path) && edit.op !== 'append');
  const edit: DraftEdit = replaced
    ? { ...wanted, base: replaced.base, baseHash: replaced.baseHash }
    : { ...wanted, base, baseHash };
  return changesSomething(others, edit, written) ? [...others, edit] : others;
}

/** The same path is replaced and not folded, so that its way back to what is written is seen. */
function canHold(edit: DraftEdit, wanted: WantedEdit): boolean {
  return !isSamePath(edit.path, wanted.path) || wanted.op === 'append';
}

function fold(edit: DraftEdit & { readonly op: 'set' }, wanted: WantedEdit): DraftEdit {
  const path = wanted.path.slice(edit.path.length);
  return { ...edit, value: applyEdit(edit.value, { ...wanted, path }) };
}

function changesSomething(
  others: readonly DraftEdit[],
  edit: DraftEdit,
  written: unknown,
): boolean {
  const before = applyEdits(written, others);
  const value = edit.op === 'set' ? edit.value : undefined;
  return !isSameValue(valueAt(before, edit.path), value);
}

function isSamePath(a: ConfigPath, b: ConfigPath): boolean {
  return a.length === b.length && isWithin(a, b);
}

/** The same place, changed here and by somebody else. */
export interface DraftConflict {
  readonly path: ConfigPath;
  /** What stood there when it was changed here; undefined: nothing. */
  readonly base: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
}

/**
 * Brings edits onto a text that changed meanwhile: what is done already falls out, lists of which others
 * changed other entries hold both changes, what clashes is told.
 */
export function rebaseEdits(
  edits: readonly DraftEdit[],
  written: unknown,
): { readonly edits: readonly DraftEdit[]; readonly conflicts: readonly DraftConflict[] } {
  const merged = edits.map((edit) => mergeIntoList(edit, written));
  const kept = merged.filter(
    (edit, index) =>
      edit.op === 'append' || changesSomething(merged.slice(0, index), edit, written),
  );
  return { edits: kept, conflicts: kept.flatMap((edit) => conflictOf(edit, written)) };
}

/** An edit of a list over the list as it is now, where nobody needs to be asked; else as it is. */
function mergeIntoList(edit: DraftEdit, written: unknown): DraftEdit {
  if (edit.op !== 'set' || edit.isOvertaken === true) return edit;
  const theirs = valueAt(written, edit.path);
  const { base, value: mine } = edit;
  const areLists = Array.isArray(base) && Array.isArray(mine) && Array.isArray(theirs);
  // Entries with secrets all look alike here.
  if (!areLists || isSameValue(theirs, base) || holdsDots([base, mine, theirs])) return edit;
  const value = mergeLists({ base, mine, theirs });
  return value ? { ...edit, value, base: theirs } : edit;
}

function conflictOf(edit: DraftEdit, written: unknown): readonly DraftConflict[] {
  if (edit.op === 'append') return [];
  const theirs = valueAt(written, edit.path);
  if (isSameValue(theirs, edit.base) && edit.isOvertaken !== true) return [];
  const mine = edit.op === 'set' ? edit.value : undefined;
  return [{ path: edit.path, base: edit.base, mine, theirs }];
}

/** Answers a conflict: `mine` stays as an edit of what stands there now, `theirs` drops it. */
export function settleConflict(
  edits: readonly DraftEdit[],
  conflict: DraftConflict,
  choice: 'mine' | 'theirs',
  baseHash?: string,
): readonly DraftEdit[] {
  if (choice === 'theirs') return edits.filter((edit) => !isSamePath(edit.path, conflict.path));
  return edits.map((edit) =>
    isSamePath(edit.path, conflict.path)
      ? { ...edit, base: conflict.theirs, baseHash, isOvertaken: false }
      : edit,
  );
}

/** The text over which the first edit of a secret was made; undefined when there is none. */
export function secretsBaseOf(edits: readonly DraftEdit[]): string | undefined {
  return edits.find(({ base }) => holdsDots(base))?.baseHash;
}

/**
 * Makes conflicts of the edits at or around secrets that somebody else changed. The others are as new as
 * the text the gateway looked at: else an old one would make it ask again whatever is answered.
 */
export function markOvertaken(
  edits: readonly DraftEdit[],
  secrets: readonly ConfigPath[],
  baseHash?: string,
): readonly DraftEdit[] {
  return edits.map((edit) => {
    const isOvertaken = secrets.some(
      (path) => isWithin(path, edit.path) || isWithin(edit.path, path),
    );
    return isOvertaken ? { ...edit, isOvertaken } : { ...edit, baseHash };
  });
}

/** The edits as the gateway takes them. */
export function toConfigEdits(edits: readonly WantedEdit[]): ConfigEdits {
  return edits.map((edit) => {
    const path = formatPath(edit.path);
    return edit.op === 'delete' ? { op: 'delete', path } : { op: edit.op, path, value: edit.value };
  });
}
