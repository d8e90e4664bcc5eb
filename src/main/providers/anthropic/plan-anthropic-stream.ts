import type { ModelRequest } from '../provider.ts';
import type { StreamPlan } from '../sdk/create-carrier.ts';
import { createAnthropicClient } from './anthropic-client.ts';
import { createMessagesReader } from './read-messages-stream.ts';
import { learnClaudeDialect, type ClaudeDialect } from './thinking-form.ts';
import { writeMessagesRequest, type RequestParts } from './write-messages-request.ts';

// Thoughts of an account or a model that is not asked any more.
const unwantedState = /signature|thinking.{0,40}blocks?\b.{0,80}(?:cannot|invalid|must)/i;

// A step of tools that was begun by another model, or whose thought was not kept.
const missingThought = /Expected .?thinking.? or .?redacted_thinking/;

/** Plans how a model is asked for a message. */
export function planAnthropicStream(
  request: ModelRequest,
  dialect: ClaudeDialect,
  address: string,
): StreamPlan {
  const hasState = request.messages.some((one) => one.role === 'assistant' && one.state);
  let parts: RequestParts = { withState: hasState, withThinking: true };

  return {
    begin(emit, start, failure) {
      const body = writeMessagesRequest(request, dialect, parts);
      return start({
        reader: createMessagesReader(request, failure, emit),
        ask: (fetch, signal) =>
          createAnthropicClient(address, fetch).messages.create(body, { signal }),
      });
    },
    learn(detail) {
      if (parts.withThinking && missingThought.test(detail)) {
        parts = { ...parts, withThinking: false };
        return true;
      }
      if (parts.withState && unwantedState.test(detail)) {
        parts = { ...parts, withState: false };
        return true;
      }
      return learnClaudeDialect(dialect, detail, request);
    },
  };
}
