import type { TFunction } from 'i18next';
import type { editor, IRange } from 'monaco-editor/editor/editor.api.js';
import type { ConfigProblem } from '../../../../../shared/protocol/config.ts';
import type { ErrorWords } from '../../../../i18n/describe-error.ts';
import type { Span } from '../../../../../shared/json5/tree.ts';
import type { TextEdit } from '../language/text-edit.ts';
import type { Workspace } from '../language/workspace.ts';

/** What the language asks about the text it looks at. */
export interface EditorContext {
  readonly file: string;
  /** All files as they are now, this one as it is being typed. */
  readonly workspace: () => Workspace;
  readonly problems: () => readonly ConfigProblem[];
  readonly words: () => TFunction;
  /** A problem in the reader's language. */
  readonly describe: (problem: ConfigProblem) => ErrorWords;
  /** The text of another file, for a look at what is defined there. */
  readonly modelOf: (file: string) => editor.ITextModel | undefined;
}

/** Finds the context of a text; undefined for texts that are no configuration. */
export type FindContext = (model: editor.ITextModel) => EditorContext | undefined;

/** Offsets as lines and columns. */
export function toRange(model: editor.ITextModel, { start, end }: Span): IRange {
  const from = model.getPositionAt(start);
  const to = model.getPositionAt(end);
  return {
    startLineNumber: from.lineNumber,
    startColumn: from.column,
    endLineNumber: to.lineNumber,
    endColumn: to.column,
  };
}

/** An edit in Monaco's form. */
export function toTextEdit(
  model: editor.ITextModel,
  edit: TextEdit,
): { readonly range: IRange; readonly text: string } {
  return { range: toRange(model, edit), text: edit.text };
}
