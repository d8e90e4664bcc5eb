import type { TextEdit } from '../language/text-edit.ts';

/** What a fix does; the words are made of it. */
export type FixKind =
  | 'rename'
  | 'replace'
  | 'remove'
  | 'add'
  | 'quote'
  | 'plainQuotes'
  | 'comment'
  | 'comma'
  | 'colon'
  | 'close'
  | 'backslash'
  | 'plainDollar'
  | 'begin';

/** A change that mends a problem. */
export interface Fix {
  readonly kind: FixKind;
  /** The name or the sign it is about. */
  readonly subject: string;
  readonly edits: readonly TextEdit[];
  /** The one that is most likely meant. */
  readonly isLikely: boolean;
}
