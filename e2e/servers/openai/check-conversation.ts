import type { RequestMessage } from './request-schema.ts';

/**
 * The rule of the API that a schema cannot say: every tool call of an assistant message is answered
 * by a tool message right after it, and no tool message stands anywhere else. Returns the API's
 * words for the first breach, undefined when there is none.
 */
export function findConversationError(messages: readonly RequestMessage[]): string | undefined {
  let open = new Set<string>();
  let hasCalls = false;
  for (const [index, message] of messages.entries()) {
    if (message.role === 'tool') {
      if (!hasCalls) return orphan(index);
      if (!open.delete(message.tool_call_id)) {
        return `Invalid parameter: 'tool_call_id' of 'messages[${index}]' not found in 'tool_calls' of previous message.`;
      }
      continue;
    }
    if (open.size > 0) return unanswered(open);
    const calls = message.role === 'assistant' ? (message.tool_calls ?? []) : [];
    hasCalls = calls.length > 0;
    open = new Set(calls.map((call) => call.id));
  }
  return open.size > 0 ? unanswered(open) : undefined;
}

const orphan = (index: number): string =>
  `Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'. (messages[${index}])`;

const unanswered = (ids: ReadonlySet<string>): string =>
  `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${[...ids].join(', ')}`;
