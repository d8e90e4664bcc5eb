import type { ChatMessage } from '../../../shared/protocol/chat.ts';
import { textOf } from './rows.ts';
import { commitToRun } from './run.ts';
import type { ConversationState, Outgoing, Run } from './types.ts';

type Parts = Pick<ConversationState, 'messages' | 'outgoing' | 'runs'>;

/** Takes in a stored message: a new one, or one that is known and stays where it is. */
export function applyMessage<S extends Parts>(state: S, message: ChatMessage): S {
  return {
    ...state,
    messages: placeMessage(state.messages, message),
    outgoing: message.role === 'user' ? withoutMatch(state.outgoing, message) : state.outgoing,
    runs: message.role === 'user' ? state.runs : commitMessage(state.runs, message),
  };
}

/**
 * Messages form a tree. One whose parent stands further up begins another branch (a retry, an
 * edit), so what followed that parent is no longer shown.
 */
function placeMessage(
  messages: readonly ChatMessage[],
  message: ChatMessage,
): readonly ChatMessage[] {
  const known = messages.findIndex((entry) => entry.id !== undefined && entry.id === message.id);
  if (known >= 0) return messages.with(known, message);
  const parent =
    typeof message.parentId === 'string'
      ? messages.findLastIndex((entry) => entry.id === message.parentId)
      : -1;
  return parent >= 0 ? [...messages.slice(0, parent + 1), message] : [...messages, message];
}

/** The message written here that this stored one is: by its key, else the oldest of equal text. */
function withoutMatch(outgoing: readonly Outgoing[], message: ChatMessage): readonly Outgoing[] {
  const text = textOf(message);
  const match =
    outgoing.find((entry) => entry.key === message.runId) ??
    outgoing.find((entry) => entry.state !== 'failed' && entry.text.trim() === text.trim());
  return match ? outgoing.filter((entry) => entry !== match) : outgoing;
}

function commitMessage(
  runs: Readonly<Record<string, Run>>,
  message: ChatMessage,
): Readonly<Record<string, Run>> {
  const run = message.runId === undefined ? undefined : runs[message.runId];
  if (!run) return runs;
  const next = commitToRun(run, message);
  const { [run.runId]: _left, ...others } = runs;
  return next ? { ...runs, [run.runId]: next } : others;
}
