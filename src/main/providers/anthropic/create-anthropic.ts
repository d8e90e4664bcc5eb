import type { ModelRequest, Provider, ProviderDeps } from '../provider.ts';
import { createCarrier } from '../sdk/create-carrier.ts';
import { commonErrors } from '../sdk/vendor-errors.ts';
import { eventStream, makeBearer, type Vendor } from '../sdk/vendor.ts';
import { anthropicVersion, createAnthropicClient } from './anthropic-client.ts';
import { planAnthropicStream } from './plan-anthropic-stream.ts';
import { createClaudeDialects } from './thinking-form.ts';

const anthropic: Vendor = {
  ...commonErrors,
  stream: eventStream,
  headers: (apiKey) => ({
    'anthropic-version': anthropicVersion,
    ...makeBearer(apiKey),
    // Proxies of older days look for the key under its own name.
    ...(apiKey === undefined ? {} : { 'x-api-key': apiKey }),
  }),
};

/** The most one page of the list holds. */
const pageSize = 1_000;

/**
 * The Messages API of Anthropic by its own SDK. Throws PROVIDER_ADDRESS_MISSING or
 * PROVIDER_ADDRESS_INVALID; everything else shows itself in use.
 */
export function createAnthropic(deps: ProviderDeps): Provider {
  const carrier = createCarrier(deps, anthropic);
  const { address } = carrier;
  const dialects = createClaudeDialects();
  const plan = (request: ModelRequest) =>
    planAnthropicStream(request, dialects.of(request.model), address);
  return {
    stream: (request, signal) => carrier.stream(request, signal, plan(request)),
    listModels: (signal) =>
      carrier.listModels(signal, async (fetch, ending) => {
        const { models } = createAnthropicClient(address, fetch);
        const page = await models.list({ limit: pageSize }, { signal: ending });
        return page.data.flatMap(({ id, lifecycle, max_input_tokens: mostTokens }) =>
          lifecycle === 'retired' ? [] : [{ id, contextWindow: mostTokens ?? undefined }],
        );
      }),
    close: () => carrier.close(),
  };
}
