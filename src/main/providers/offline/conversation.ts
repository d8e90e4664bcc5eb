import type { ToolSaid } from './answer-action.ts';
import type { ModelMessage } from '../provider.ts';

/** The part of a conversation that still waits for an answer. */
export interface OpenPart {
  /** Everything that was asked since the last finished answer. */
  readonly questions: readonly string[];
  /** What tools said since then, in the order of their calls. */
  readonly results: readonly ToolSaid[];
}

/** A conversation may have been interrupted often; older questions than these are let go. */
const mostQuestions = 5;

/**
 * Finds what is still to be answered. An assistant message that calls tools does not finish an
 * answer: after it come the results, and perhaps more questions of a person who did not wait.
 */
export function findOpenPart(messages: readonly ModelMessage[]): OpenPart {
  const finished = messages.findLastIndex(
    (message) => message.role === 'assistant' && message.toolCalls.length === 0,
  );
  const open = messages.slice(finished + 1);
  const questions: string[] = [];
  const results: ToolSaid[] = [];
  for (const message of open) {
    if (message.role === 'user') questions.push(message.text);
    if (message.role === 'tool')
      results.push({ text: message.text, isError: message.isError ?? false });
  }
  return { questions: questions.slice(-mostQuestions), results };
}

/** What people wrote in the whole conversation, oldest first. */
export function listUserTexts(messages: readonly ModelMessage[]): readonly string[] {
  return messages.flatMap((message) => (message.role === 'user' ? [message.text] : []));
}
