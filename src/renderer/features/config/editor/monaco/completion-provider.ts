import type { editor, languages } from 'monaco-editor/editor/editor.api.js';
import type { Completion } from '../completion/completion.ts';
import { listCompletions } from '../completion/list-completions.ts';
import { describeSetting } from './describe-setting.ts';
import { toRange, toTextEdit, type EditorContext, type FindContext } from './editor-context.ts';
import type { Monaco } from './load-monaco.ts';

/** Offers what can be written at the cursor. */
export function createCompletionProvider(
  monaco: Monaco,
  find: FindContext,
): languages.CompletionItemProvider {
  return {
    triggerCharacters: ['"', "'", '$', '{', ':', '@', '/', ' '],
    provideCompletionItems(model, position, { triggerCharacter }) {
      const context = find(model);
      const loose = context?.workspace().read(context.file);
      if (!context || !loose) return { suggestions: [] };
      const offset = model.getOffsetAt(position);
      // A space begins a value behind a colon; anywhere else it would be in the way.
      if (triggerCharacter === ' ' && !/:[ \t]$/.test(loose.text.slice(0, offset))) {
        return { suggestions: [] };
      }
      const found = listCompletions(context.workspace(), context.file, loose, offset);
      return {
        suggestions: found.map((completion, index) =>
          toItem(monaco, model, context, completion, index),
        ),
      };
    },
  };
}

function toItem(
  { languages: { CompletionItemInsertTextRule, CompletionItemKind } }: Monaco,
  model: editor.ITextModel,
  context: EditorContext,
  completion: Completion,
  index: number,
): languages.CompletionItem {
  const { label, detail, schema, isRequired, snippet, replace, extra, filter } = completion;
  const t = context.words();
  const facts = schema ? describeSetting(schema, t, isRequired) : '';
  return {
    // Beside the name and not at the end of the line: so what is read out is what is seen.
    label: { label, detail: asideOf(isRequired ? t('editor.facts.required') : detail) },
    kind: CompletionItemKind[kindNames[completion.kind]],
    ...(facts === '' ? {} : { documentation: { value: facts } }),
    insertText: snippet,
    insertTextRules: CompletionItemInsertTextRule.InsertAsSnippet,
    range: toRange(model, replace),
    additionalTextEdits: extra.map((edit) => toTextEdit(model, edit)),
    filterText: filter,
    // Monaco sorts by this text: the order is ours.
    sortText: String(index).padStart(4, '0'),
    ...(completion.asksAgain
      ? { command: { id: 'editor.action.triggerSuggest', title: label } }
      : {}),
  };
}

function asideOf(words: string): string {
  return words === '' ? '' : `  ${words}`;
}

/** The pictures beside them. */
const kindNames = {
  setting: 'Property',
  entry: 'Module',
  value: 'Value',
  // Not `Text`: Monaco leaves that out where words of the text are not wanted.
  name: 'Reference',
  variable: 'Variable',
  secret: 'Variable',
  file: 'File',
} as const satisfies Record<Completion['kind'], keyof typeof languages.CompletionItemKind>;
