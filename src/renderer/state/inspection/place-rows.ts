import { layoutRows } from '../conversation/rows.ts';
import { areSameRows } from '../conversation/same-rows.ts';
import type { Row } from '../conversation/types.ts';
import { hasOlder } from './window.ts';
import type { TranscriptState } from './types.ts';

/** Lays the rows out where they have changed, each with the number it had before. */
export function placeRows(before: TranscriptState, after: TranscriptState): TranscriptState {
  if (areSameRows(before, after)) return after;
  const rows = layoutRows(after);
  return {
    ...after,
    rows,
    firstIndex: after.firstIndex + moveOf(before.rows, rows),
    olderCursor: hasOlder(after) ? after.messages[0]?.id : undefined,
  };
}

/** How far the first row has moved: negative when rows were put before it. */
function moveOf(before: readonly Row[], after: readonly Row[]): number {
  const oldFirst = before[0]?.key;
  const newFirst = after[0]?.key;
  if (oldFirst === undefined || newFirst === undefined || oldFirst === newFirst) return 0;
  const added = after.findIndex(({ key }) => key === oldFirst);
  if (added > 0) return -added;
  return Math.max(
    0,
    before.findIndex(({ key }) => key === newFirst),
  );
}
