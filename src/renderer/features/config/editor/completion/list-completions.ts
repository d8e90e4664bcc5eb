import type { LooseText } from '../../../../../shared/json5/parse-loose.ts';
import { contextAt } from '../language/cursor-context.ts';
import type { Workspace } from '../language/workspace.ts';
import type { Completion } from './completion.ts';
import { completeKeys } from './complete-keys.ts';
import { completeValues } from './complete-values.ts';
import { completeVariables } from './complete-variables.ts';

/** Everything that can be written at a place of a file, the likeliest first. */
export function listCompletions(
  workspace: Workspace,
  file: string,
  loose: LooseText,
  offset: number,
): readonly Completion[] {
  const context = contextAt(loose, offset);
  switch (context.kind) {
    case 'none':
      return [];
    case 'key':
      return completeKeys(workspace, file, loose, context);
    case 'value':
      return (
        completeVariables(workspace, file, loose, context, offset) ??
        completeValues(workspace, file, loose, context)
      );
  }
}
