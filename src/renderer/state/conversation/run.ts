import type { ChatMessage } from '../../../shared/protocol/chat.ts';
import { textOf } from './rows.ts';
import type { Run } from './types.ts';

/** A turn of which nothing is known yet. */
export function newRun(runId: string, startedAt: number): Run {
  return {
    runId,
    text: '',
    stored: [],
    phase: 'starting_model',
    startedAt,
    lastSeq: -1,
    tools: [],
  };
}

/** What a run has said that does not stand among the stored messages yet. */
export function visibleText({ text, stored }: Run): string {
  let at = 0;
  for (const step of stored) {
    const found = text.indexOf(step, at);
    if (found >= 0) at = found + step.length;
    // Of the step only the beginning has arrived: it is shown already.
    else if (step.startsWith(text.slice(at).trim())) return '';
  }
  return at === 0 ? text : text.slice(at).trimStart();
}

/**
 * A step of the run was stored, so its words are shown there from now on. Undefined when nothing
 * of the run is left to show.
 */
export function commitToRun(run: Run, message: ChatMessage): Run | undefined {
  if (message.error && run.end) return undefined;
  const stored = message.role === 'assistant' ? extendStored(run, textOf(message)) : run.stored;
  const storedIds = new Set(
    message.content.filter((block) => block.type === 'toolCall').map((block) => block.id),
  );
  const tools = run.tools.filter((tool) => !storedIds.has(tool.id));
  const next = { ...run, stored, tools };
  return isSpent(next) ? undefined : next;
}

/** Whether an ended run has nothing of its own to show any more. */
export function isSpent(run: Run): boolean {
  return run.end !== undefined && run.end.kind !== 'error' && visibleText(run).trim() === '';
}

function extendStored(run: Run, said: string): readonly string[] {
  if (said === '') return run.stored;
  // An ended run is replaced by what was stored, also where the wording differs.
  return run.end ? [run.text] : [...run.stored, said];
}
