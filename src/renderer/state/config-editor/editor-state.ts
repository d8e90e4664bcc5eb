import type { ClientError } from '../../transport/client-error.ts';
import type { ConfigText } from '../config-draft/config-topic.ts';
import type { FileConflict, FileDraft } from './rebase-draft.ts';

/** Something quiet to tell about a file. */
export interface FileNote {
  readonly id: string;
  readonly file: string;
  /** `merged`: what others saved was taken into the unsaved text. */
  readonly kind: 'merged' | 'secret-lost' | 'dropped';
  /** What stood there before, to go back to. */
  readonly before?: FileDraft;
}

export interface TextEditorState {
  /** The files as the gateway has them. */
  readonly text: ConfigText | undefined;
  readonly drafts: Readonly<Record<string, FileDraft>>;
  readonly conflicts: Readonly<Record<string, FileConflict>>;
  readonly notes: readonly FileNote[];
  /** The file that is being saved. */
  readonly saving: string | undefined;
  readonly failure: { readonly file: string; readonly error: ClientError } | undefined;
}
