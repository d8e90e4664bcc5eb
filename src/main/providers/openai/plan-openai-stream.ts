import type { ProviderConfig } from '../../../shared/config/models.ts';
import type { ModelRequest } from '../provider.ts';
import type { StreamPlan } from '../sdk/create-carrier.ts';
import { learnModelDialect, type ModelDialect } from './model-dialect.ts';
import { createOpenAiClient } from './openai-client.ts';
import { createChatReader } from './read-chat-stream.ts';
import { createResponsesReader } from './read-responses-stream.ts';
import { writeChatRequest } from './write-chat-request.ts';
import { writeResponsesRequest } from './write-responses-request.ts';

// Thoughts of an account or a model that is not asked any more.
const unwantedState =
  /invalid_encrypted_content|encrypted content|not persisted|required .{0,20}item/i;

/** Plans how a model is asked by the endpoint the config names. */
export function planOpenAiStream(
  request: ModelRequest,
  {
    address,
    endpoint,
    dialect,
  }: {
    readonly address: string;
    readonly endpoint: ProviderConfig['endpoint'];
    readonly dialect: ModelDialect;
  },
): StreamPlan {
  // Whoever sets a level knows that this model thinks, whatever its name.
  if (request.thinking !== undefined && request.thinking !== 'off') dialect.reasons = true;
  let withState = request.messages.some((one) => one.role === 'assistant' && one.state);

  const beginResponses: StreamPlan['begin'] = (emit, start, failure) => {
    const body = writeResponsesRequest(request, dialect, withState);
    return start({
      reader: createResponsesReader(request, failure, emit),
      ask: (fetch, signal) => createOpenAiClient(address, fetch).responses.create(body, { signal }),
    });
  };
  const beginChat: StreamPlan['begin'] = (emit, start, failure) => {
    const body = writeChatRequest(request, dialect);
    return start({
      reader: createChatReader(request, failure, emit),
      ask: (fetch, signal) =>
        createOpenAiClient(address, fetch).chat.completions.create(body, { signal }),
    });
  };
  return {
    begin: endpoint === 'chat' ? beginChat : beginResponses,
    learn(detail) {
      if (withState && unwantedState.test(detail)) {
        withState = false;
        return true;
      }
      return learnModelDialect(dialect, detail, request);
    },
  };
}
