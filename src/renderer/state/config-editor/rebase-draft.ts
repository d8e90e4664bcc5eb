import { mergeTexts, textOfMerge } from './merge-texts.ts';

/** What was typed in one file and not saved, and the text it began with. */
export interface FileDraft {
  readonly base: string;
  readonly text: string;
  /** Of the whole configuration it began with: secrets are dots in `base`, whichever they were. */
  readonly secretsBase?: string | undefined;
}

/** Two people changed the same lines: one of them has to say what counts. */
export interface FileConflict extends FileDraft {
  /** What is in the file now. */
  readonly theirs: string;
  /** What will be in the file; begins as both changes, with the own one where they disagree. */
  readonly result: string;
  readonly count: number;
  /** Where somebody else changed secrets that were typed here too, in words of the gateway. */
  readonly secrets?: string | undefined;
}

/** What becomes of a draft when the file under it changed. */
export type Rebased =
  /** Nothing is left to be saved. */
  | { readonly kind: 'done' }
  | { readonly kind: 'same'; readonly draft: FileDraft }
  | { readonly kind: 'merged'; readonly draft: FileDraft }
  | { readonly kind: 'conflict'; readonly conflict: FileConflict };

/** Brings a draft onto the text that is in the file now. Nothing of either is lost. */
export function rebaseDraft(draft: FileDraft, theirs: string): Rebased {
  const { base, text, secretsBase } = draft;
  if (text === theirs || text === base) return { kind: 'done' };
  if (theirs === base) return { kind: 'same', draft };
  const merge = mergeTexts(base, text, theirs);
  const result = textOfMerge(merge, 'mine');
  if (merge.conflictCount > 0) {
    return { kind: 'conflict', conflict: { ...draft, theirs, result, count: merge.conflictCount } };
  }
  if (result === theirs) return { kind: 'done' };
  return { kind: 'merged', draft: { base: theirs, text: result, secretsBase } };
}

/**
 * The same for a draft in conflict, when the file changed once more. What the reader has not settled
 * stays a question; what was done to the result so far is kept.
 */
export function rebaseConflict(conflict: FileConflict, theirs: string): Rebased {
  const { base, text, secretsBase } = conflict;
  const again = rebaseDraft({ base, text, secretsBase }, theirs);
  const before = textOfMerge(mergeTexts(conflict.base, conflict.text, conflict.theirs), 'mine');
  if (conflict.result === before) return again;
  const result = textOfMerge(mergeTexts(conflict.theirs, conflict.result, theirs), 'mine');
  const count = again.kind === 'conflict' ? again.conflict.count : conflict.count;
  return { kind: 'conflict', conflict: { ...conflict, theirs, result, count } };
}
