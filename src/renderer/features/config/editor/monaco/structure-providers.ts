import type { editor, languages } from 'monaco-editor/editor/editor.api.js';
import { formatConfig } from '../format/format-config.ts';
import { findDefinitions } from '../language/definitions.ts';
import { minimalEdits } from '../language/minimal-edits.ts';
import { listFolds, listOutline, type OutlineEntry } from '../language/outline.ts';
import { toRange, toTextEdit, type FindContext } from './editor-context.ts';
import type { Monaco } from './load-monaco.ts';

/** The settings as a tree, for the quick outline and for readers of the screen. */
export function createOutlineProvider(
  { languages }: Monaco,
  find: FindContext,
): languages.DocumentSymbolProvider {
  return {
    provideDocumentSymbols(model) {
      const context = find(model);
      const loose = context?.workspace().read(context.file);
      return loose
        ? listOutline(loose).map((entry) => toSymbol(languages.SymbolKind, model, entry))
        : [];
    },
  };
}

function toSymbol(
  kinds: Monaco['languages']['SymbolKind'],
  model: editor.ITextModel,
  entry: OutlineEntry,
): languages.DocumentSymbol {
  return {
    name: entry.name,
    detail: entry.detail,
    kind: kinds[symbolNames[entry.kind]],
    tags: [],
    range: toRange(model, entry.range),
    selectionRange: toRange(model, entry.nameRange),
    children: entry.children.map((child) => toSymbol(kinds, model, child)),
  };
}

const symbolNames = {
  object: 'Object',
  list: 'Array',
  text: 'String',
  number: 'Number',
  switch: 'Boolean',
  nothing: 'Null',
} as const satisfies Record<OutlineEntry['kind'], keyof typeof languages.SymbolKind>;

/** Folds brackets and long comments. */
export function createFoldingProvider(find: FindContext): languages.FoldingRangeProvider {
  return {
    provideFoldingRanges(model) {
      const context = find(model);
      const loose = context?.workspace().read(context.file);
      return (loose ? listFolds(loose) : []).flatMap(({ start, end, isComment }) => {
        const { startLineNumber, endLineNumber } = toRange(model, { start, end });
        // The line of the closing bracket stays to be seen.
        const last = isComment ? endLineNumber : endLineNumber - 1;
        return last > startLineNumber ? [{ start: startLineNumber, end: last }] : [];
      });
    },
  };
}

/** Leads from an include to its file and from a name to what it names, in any file. */
export function createDefinitionProvider(find: FindContext): languages.DefinitionProvider {
  return {
    provideDefinition(model, position) {
      const context = find(model);
      if (!context) return [];
      const found = findDefinitions(context.workspace(), context.file, model.getOffsetAt(position));
      return found.flatMap(({ file, target, origin }) => {
        const other = context.modelOf(file);
        if (!other) return [];
        const originSelectionRange = toRange(model, origin);
        return [{ uri: other.uri, range: toRange(other, target), originSelectionRange }];
      });
    },
  };
}

/** Formats the text with as few changes as possible, so that the cursor stays. */
export function createFormatProvider(): languages.DocumentFormattingEditProvider {
  return {
    provideDocumentFormattingEdits(model) {
      const text = model.getValue();
      return minimalEdits(text, formatConfig(text)).map((edit) => toTextEdit(model, edit));
    },
  };
}
