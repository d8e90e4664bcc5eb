import type { ModelRequest, Provider, ProviderDeps } from '../provider.ts';
import { createCarrier } from '../sdk/create-carrier.ts';
import { commonErrors } from '../sdk/vendor-errors.ts';
import { eventStream, makeBearer, type Vendor } from '../sdk/vendor.ts';
import { createModelDialects } from './model-dialect.ts';
import { createOpenAiClient } from './openai-client.ts';
import { planOpenAiStream } from './plan-openai-stream.ts';

const openAi: Vendor = { ...commonErrors, stream: eventStream, headers: makeBearer };

/**
 * The API of OpenAI by its own SDK: Responses, or Chat Completions where `endpoint` says so. Throws
 * PROVIDER_ADDRESS_MISSING or PROVIDER_ADDRESS_INVALID; everything else shows itself in use.
 */
export function createOpenAi(deps: ProviderDeps): Provider {
  const carrier = createCarrier(deps, openAi);
  const { address } = carrier;
  const dialects = createModelDialects();
  const plan = (request: ModelRequest) =>
    planOpenAiStream(request, {
      address,
      endpoint: deps.config.endpoint,
      dialect: dialects.of(request.model),
    });
  return {
    stream: (request, signal) => carrier.stream(request, signal, plan(request)),
    listModels: (signal) =>
      carrier.listModels(signal, async (fetch, ending) => {
        const page = await createOpenAiClient(address, fetch).models.list({ signal: ending });
        return page.data.map(({ id }) => ({ id }));
      }),
    embed: (model, texts, signal) =>
      carrier.embed(model, texts, signal, async (some, fetch, ending) => {
        const { embeddings } = createOpenAiClient(address, fetch);
        const answer = await embeddings.create({ model, input: [...some] }, { signal: ending });
        const sorted = answer.data.toSorted((a, b) => a.index - b.index);
        return {
          vectors: sorted.map(({ embedding }) => embedding),
          inputTokens: answer.usage.prompt_tokens,
        };
      }),
    close: () => carrier.close(),
  };
}
