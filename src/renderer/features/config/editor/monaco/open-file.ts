import type { editor } from 'monaco-editor/editor/editor.api.js';
import { minimalEdits } from '../language/minimal-edits.ts';
import { toTextEdit } from './editor-context.ts';
import { languageId } from './json5-language.ts';
import type { Monaco } from './load-monaco.ts';

/** Texts that were told and have not come back; more than that are never on their way. */
const mostEchoes = 200;

/** A file in the editor: its text with undo, and where it was left. */
export interface OpenFile {
  readonly model: editor.ITextModel;
  viewState: editor.ICodeEditorViewState | null;
  /** Takes over a text from outside as few edits; texts that were told from here are no news. */
  readonly accept: (text: string) => void;
  readonly dispose: () => void;
}

export interface OpenFileOptions {
  readonly path: string;
  /** Keeps apart what several editors have open. */
  readonly owner: string;
  readonly text: string;
  readonly onType: (text: string) => void;
}

/** Opens a file. */
export function openFile({ editor, Uri }: Monaco, options: OpenFileOptions): OpenFile {
  const { path, owner, text, onType } = options;
  const uri = Uri.from({ scheme: 'openclaw', authority: owner, path: `/${path}` });
  const model = editor.createModel(text, languageId, uri);
  model.updateOptions({
    tabSize: 2,
    insertSpaces: true,
    bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
  });
  let seen = text;
  let isAccepting = false;
  const echoes: string[] = [];
  const listening = model.onDidChangeContent(() => {
    if (isAccepting) return;
    // With its byte-order mark, when it has one.
    const typed = model.getValue(undefined, true);
    echoes.push(typed);
    if (echoes.length > mostEchoes) echoes.shift();
    onType(typed);
  });

  const accept = (next: string): void => {
    if (next === seen) return;
    seen = next;
    const echo = echoes.indexOf(next);
    if (echo >= 0) {
      echoes.splice(0, echo + 1);
      return;
    }
    echoes.length = 0;
    const plain = next.replace(/^\uFEFF/, '').replaceAll(/\r\n|\r|\n/g, model.getEOL());
    isAccepting = true;
    const edits = minimalEdits(model.getValue(), plain);
    model.pushEditOperations(
      [],
      edits.map((edit) => toTextEdit(model, edit)),
      () => null,
    );
    isAccepting = false;
  };

  return {
    model,
    viewState: null,
    accept,
    dispose() {
      listening.dispose();
      model.dispose();
    },
  };
}
