import type { editor, languages } from 'monaco-editor/editor/editor.api.js';
import type { ConfigProblem } from '../../../../../shared/protocol/config.ts';
import { listFixes } from '../fixes/list-fixes.ts';
import { offsetAt, problemSpan } from '../fixes/problem-span.ts';
import { toRange, toTextEdit, type EditorContext, type FindContext } from './editor-context.ts';
import type { Monaco } from './load-monaco.ts';

/** Whose markers these are. */
export const markerOwner = 'config';

/** Shows problems where they are, in words, with the hint. */
export function showProblems(
  { editor, MarkerSeverity }: Monaco,
  model: editor.ITextModel,
  context: EditorContext,
): void {
  const markers = context.problems().map((problem) => {
    const { message, hint } = context.describe(problem);
    return {
      ...rangeOf(model, context, problem),
      severity: problem.severity === 'error' ? MarkerSeverity.Error : MarkerSeverity.Warning,
      message: `${message} ${hint}`.trim(),
      code: problem.code,
    };
  });
  editor.setModelMarkers(model, markerOwner, markers);
}

function rangeOf(
  model: editor.ITextModel,
  { file, workspace }: EditorContext,
  problem: ConfigProblem,
) {
  const loose = workspace().read(file);
  const { line = 1, column = 1 } = problem;
  const span = loose
    ? problemSpan(loose, offsetAt(loose.text, line, column))
    : { start: 0, end: 1 };
  return toRange(model, span);
}

/** Offers what mends a problem. */
export function createFixProvider(find: FindContext): languages.CodeActionProvider {
  return {
    provideCodeActions(model, range, { markers }) {
      const context = find(model);
      const loose = context?.workspace().read(context.file);
      if (!context || !loose) return noActions;
      const t = context.words();
      const actions = context.problems().flatMap((problem) => {
        const place = rangeOf(model, context, problem);
        const marker = markers.find(
          ({ code, startLineNumber, startColumn }) =>
            code === problem.code &&
            startLineNumber === place.startLineNumber &&
            startColumn === place.startColumn,
        );
        if (!marker) return [];
        return listFixes(loose, problem).map(({ kind, subject, edits, isLikely }) => ({
          title: t(`editor.fixes.${kind}`, { subject }),
          kind: 'quickfix',
          diagnostics: [marker],
          isPreferred: isLikely,
          edit: {
            edits: edits.map((edit) => ({
              resource: model.uri,
              versionId: model.getVersionId(),
              textEdit: toTextEdit(model, edit),
            })),
          },
        }));
      });
      return { actions, dispose: () => undefined };
    },
  };
}

const noActions: languages.CodeActionList = { actions: [], dispose: () => undefined };
