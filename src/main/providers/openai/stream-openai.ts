import type { ModelEvent, ModelRequest, ProviderDeps } from '../provider.ts';
import type { Fetch } from '../sdk/guarded-fetch.ts';
import { startSdkAttempt } from '../sdk/sdk-attempt.ts';
import type { SdkTarget } from '../sdk/sdk-target.ts';
import { streamAttempts, type Attempt, type AttemptEnd } from '../stream-attempts.ts';
import { learnModelDialect, type ModelDialects } from './model-dialect.ts';
import { createOpenAiClient } from './openai-client.ts';
import { createChatReader } from './read-chat-stream.ts';
import { createResponsesReader } from './read-responses-stream.ts';
import { writeChatRequest } from './write-chat-request.ts';
import { writeResponsesRequest } from './write-responses-request.ts';

export interface OpenAiContext extends ProviderDeps {
  readonly target: SdkTarget;
  readonly dialects: ModelDialects;
}

// Thoughts of an account or a model that is not asked any more.
const unwantedState =
  /invalid_encrypted_content|encrypted content|not persisted|required .{0,20}item/i;

/** Asks a model by the endpoint the config names. */
export function streamOpenAi(
  context: OpenAiContext,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncIterable<ModelEvent> {
  const { clock, config, target } = context;
  const failure = target.failures(request.model);
  const dialect = context.dialects.of(request.model);
  // Whoever sets a level knows that this model thinks, whatever its name.
  if (request.thinking !== undefined && request.thinking !== 'off') dialect.reasons = true;
  let withState = request.messages.some((one) => one.role === 'assistant' && one.state);
  const client = (fetch: Fetch) => {
    target.checkKey(failure);
    return createOpenAiClient(target, fetch);
  };
  const common = {
    clock,
    failure,
    firstWordMs: config.attemptTimeoutSeconds * 1_000,
    pauseMs: config.chunkTimeoutSeconds * 1_000,
  };
  const startResponses = (emit: (event: ModelEvent) => void, end: AttemptEnd): Attempt => {
    const body = writeResponsesRequest(request, dialect, withState);
    const reader = createResponsesReader(request, failure, emit);
    const ask = (fetch: Fetch, inner: AbortSignal) =>
      client(fetch).responses.create(body, { signal: inner });
    return startSdkAttempt({ ...common, reader, ask }, end);
  };
  const startChat = (emit: (event: ModelEvent) => void, end: AttemptEnd): Attempt => {
    const body = writeChatRequest(request, dialect);
    const reader = createChatReader(request, failure, emit);
    const ask = (fetch: Fetch, inner: AbortSignal) =>
      client(fetch).chat.completions.create(body, { signal: inner });
    return startSdkAttempt({ ...common, reader, ask }, end);
  };

  return streamAttempts(context, signal, {
    model: request.model,
    failure,
    start: config.endpoint === 'chat' ? startChat : startResponses,
    learn(detail) {
      if (withState && unwantedState.test(detail)) {
        withState = false;
        return true;
      }
      return learnModelDialect(dialect, detail, request);
    },
  });
}
