import type { editor } from 'monaco-editor/editor/editor.api.js';
import type { ConfigProblem } from '../../../../../shared/protocol/config.ts';
import { listFixes } from '../fixes/list-fixes.ts';
import { offsetAt, problemSpan } from '../fixes/problem-span.ts';
import type { TextEdit } from '../language/text-edit.ts';
import { toRange, type EditorContext } from './editor-context.ts';
import type { Monaco } from './load-monaco.ts';

/** Whose markers these are. */
export const markerOwner = 'config';

/** Shows problems where they are, in words, with the hint. */
export function showProblems(
  { editor, MarkerSeverity }: Monaco,
  model: editor.ITextModel,
  context: EditorContext,
): void {
  const loose = context.workspace().read(context.file);
  const markers = context.problems().map((problem) => {
    const { message, hint } = context.describe(problem);
    const canMend = loose !== undefined && listFixes(loose, problem).length > 0;
    const way = canMend ? context.words()('editor.fixKey') : '';
    return {
      ...rangeOf(model, context, problem),
      severity: problem.severity === 'error' ? MarkerSeverity.Error : MarkerSeverity.Warning,
      message: [message, hint, way].filter((part) => part !== '').join(' '),
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

/** Something that mends a problem, in words. */
export interface OfferedFix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Of the text it is for. */
  readonly version: number;
}

/** What mends the problems of a line, the likely ones first. */
export function offerFixes(
  model: editor.ITextModel,
  context: EditorContext,
  line: number,
): readonly OfferedFix[] {
  const loose = context.workspace().read(context.file);
  if (!loose) return [];
  const t = context.words();
  const version = model.getVersionId();
  return context
    .problems()
    .filter((problem) => {
      const { startLineNumber, endLineNumber } = rangeOf(model, context, problem);
      return startLineNumber <= line && line <= endLineNumber;
    })
    .flatMap((problem) => listFixes(loose, problem))
    .toSorted((a, b) => Number(b.isLikely) - Number(a.isLikely))
    .map(({ kind, subject, edits }) => ({
      ...{ title: t(`editor.fixes.${kind}`, { subject }), edits, version },
    }));
}
