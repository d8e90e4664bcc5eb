import type { ModelEvent, ModelRequest, ProviderDeps } from '../provider.ts';
import type { Fetch } from '../sdk/guarded-fetch.ts';
import { startSdkAttempt } from '../sdk/sdk-attempt.ts';
import type { SdkTarget } from '../sdk/sdk-target.ts';
import { streamAttempts } from '../stream-attempts.ts';
import { createAnthropicClient } from './anthropic-client.ts';
import { createMessagesReader } from './read-messages-stream.ts';
import { learnClaudeDialect, type ClaudeDialects } from './thinking-form.ts';
import { writeMessagesRequest, type RequestParts } from './write-messages-request.ts';

export interface AnthropicContext extends ProviderDeps {
  readonly target: SdkTarget;
  readonly dialects: ClaudeDialects;
}

// Thoughts of an account or a model that is not asked any more.
const unwantedState = /signature|thinking.{0,40}blocks?\b.{0,80}(?:cannot|invalid|must)/i;

// A step of tools that was begun by another model, or whose thought was not kept.
const missingThought = /Expected .?thinking.? or .?redacted_thinking/;

/** Asks a model for a message. */
export function streamAnthropic(
  context: AnthropicContext,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncIterable<ModelEvent> {
  const { clock, config, target } = context;
  const failure = target.failures(request.model);
  const dialect = context.dialects.of(request.model);
  const hasState = request.messages.some((one) => one.role === 'assistant' && one.state);
  let parts: RequestParts = { withState: hasState, withThinking: true };

  return streamAttempts(context, signal, {
    model: request.model,
    failure,
    start(emit, end) {
      const body = writeMessagesRequest(request, dialect, parts);
      const reader = createMessagesReader(request, failure, emit);
      const ask = (fetch: Fetch, inner: AbortSignal) => {
        target.checkKey(failure);
        return createAnthropicClient(target, fetch).messages.create(body, { signal: inner });
      };
      const firstWordMs = config.attemptTimeoutSeconds * 1_000;
      const pauseMs = config.chunkTimeoutSeconds * 1_000;
      return startSdkAttempt({ clock, failure, firstWordMs, pauseMs, reader, ask }, end);
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
  });
}
