import type { ChatMessage } from '../../../shared/protocol/chat.ts';
import { textOf } from './rows.ts';
import type { Run } from './types.ts';

/** A turn of which nothing is known yet. */
export function newRun(runId: string, startedAt: number): Run {
  return {
    runId,
    text: '',
    committed: '',
    phase: 'starting_model',
    startedAt,
    lastSeq: -1,
    tools: [],
  };
}

/** What a run has said that does not stand among the stored messages yet. */
export function visibleText(run: Run): string {
  const { text, committed } = run;
  if (committed === '') return text;
  return text.startsWith(committed) ? text.slice(committed.length).trimStart() : text;
}

/**
 * A step of the run was stored, so its words are shown there from now on. Undefined when nothing
 * of the run is left to show.
 */
export function commitToRun(run: Run, message: ChatMessage): Run | undefined {
  if (message.error && run.end) return undefined;
  const committed =
    message.role === 'assistant' ? extendCommitted(run, textOf(message)) : run.committed;
  const storedIds = new Set(
    message.content.filter((block) => block.type === 'toolCall').map((block) => block.id),
  );
  const tools = run.tools.filter((tool) => !storedIds.has(tool.id));
  const next = { ...run, committed, tools };
  return isSpent(next) ? undefined : next;
}

/** Whether an ended run has nothing of its own to show any more. */
export function isSpent(run: Run): boolean {
  return run.end !== undefined && run.end.kind !== 'error' && visibleText(run).trim() === '';
}

function extendCommitted(run: Run, stored: string): string {
  if (stored === '') return run.committed;
  const at = run.text.indexOf(stored, run.committed.length);
  if (at >= 0) return run.text.slice(0, at + stored.length);
  // An ended run is replaced by what was stored, also where the wording differs.
  return run.end ? run.text : run.committed;
}
