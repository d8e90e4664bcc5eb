import type { ConfigProblem } from '../../../shared/protocol/config.ts';
import type { TextEditorState } from '../../state/config-editor/editor-state.ts';
import type { PlanState } from '../../state/config-editor/plan-ahead.ts';
import { nameOfFile } from './use-config-files.ts';

interface FileProblems {
  readonly problems: readonly ConfigProblem[];
  /**
   * Whether they were found in the text that is on the screen. Else their places are those of another
   * text, and mending there would change what stands there now.
   */
  readonly areOfText: boolean;
}

/** What is known to be wrong in a file: of the text as it is typed, once the gateway has looked at it. */
export function problemsOf(
  file: string,
  { text, drafts }: Pick<TextEditorState, 'text' | 'drafts'>,
  { plan, file: planned, isStale }: PlanState,
): FileProblems {
  if (!text) return { problems: [], areOfText: false };
  const ofPlan = planned === file ? plan?.problems : undefined;
  const problems = (ofPlan ?? text.problems).filter(
    (problem) => nameOfFile(text, problem.file) === file,
  );
  return { problems, areOfText: ofPlan ? !isStale : drafts[file] === undefined };
}
