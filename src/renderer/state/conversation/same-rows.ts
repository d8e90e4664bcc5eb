import type { ConversationState } from './types.ts';

type Parts = Pick<ConversationState, 'messages' | 'outgoing' | 'runs'>;

/** Whether nothing but the words of a run differs, so that the rows can stay as they are. */
export function areSameRows(before: Parts, after: Parts): boolean {
  return (
    before.messages === after.messages &&
    before.outgoing === after.outgoing &&
    areSameRuns(before.runs, after.runs)
  );
}

/** The same ones are running, the same ones have ended. */
function areSameRuns(before: Parts['runs'], after: Parts['runs']): boolean {
  if (before === after) return true;
  const runs = Object.values(before);
  return (
    runs.length === Object.keys(after).length &&
    runs.every(({ runId, end }) => {
      const now = after[runId];
      return now !== undefined && (now.end === undefined) === (end === undefined);
    })
  );
}
