import type { ConfigProblem } from '../../../../shared/protocol/config.ts';
import type { EditorFile, EditorKnowledge } from './editor-knowledge.ts';

/** What the editor of one file is given and tells. */
export interface ConfigEditorProps {
  /** Relative to the folder of the root, which is for example `openclaw.json`. */
  readonly file: string;
  /** All files, the root first. */
  readonly files: readonly EditorFile[];
  /** A change from outside is taken over as few edits; the cursor stays. */
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** Of the gateway's checker, for this file. */
  readonly problems: readonly ConfigProblem[];
  /** Whether they were found in `text`; else nothing can be mended by their places. */
  readonly areProblemsOfText: boolean;
  /** Control-S, or Command-S. */
  readonly onSave: () => void;
  readonly onOpenFile: (
    file: string,
    at?: { readonly line: number; readonly column: number },
  ) => void;
  /** Goes there each time the token is another one. */
  readonly jumpTo?:
    { readonly line: number; readonly column: number; readonly token: number } | undefined;
  readonly isReadOnly?: boolean | undefined;
  readonly knowledge: EditorKnowledge;
  /** The path of the setting under the cursor, in the whole configuration. */
  readonly onCursorPath?: ((path: string) => void) | undefined;
}

/** Two texts to be compared. */
export interface ConfigDiffProps {
  readonly original: string;
  readonly modified: string;
  readonly originalLabel: string;
  readonly modifiedLabel: string;
  /** Makes the right side editable. */
  readonly onChange?: ((text: string) => void) | undefined;
}
