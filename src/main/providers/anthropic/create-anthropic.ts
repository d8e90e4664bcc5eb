import { limits } from '../../../shared/config/limits.ts';
import { toAppError } from '../../../shared/errors/index.ts';
import type { ModelInfo, Provider, ProviderDeps } from '../provider.ts';
import { callSdk } from '../sdk/call-sdk.ts';
import type { Fetch } from '../sdk/guarded-fetch.ts';
import { createSdkTarget, type SdkTarget } from '../sdk/sdk-target.ts';
import { createAnthropicClient } from './anthropic-client.ts';
import { streamAnthropic, type AnthropicContext } from './stream-anthropic.ts';
import { createClaudeDialects } from './thinking-form.ts';

/**
 * The Messages API of Anthropic by its own SDK. Throws PROVIDER_ADDRESS_MISSING or
 * PROVIDER_ADDRESS_INVALID; everything else shows itself in use.
 */
export function createAnthropic(deps: ProviderDeps): Provider {
  const target = createSdkTarget(deps);
  const context: AnthropicContext = { ...deps, target, dialects: createClaudeDialects() };
  return {
    stream: (request, signal) => streamAnthropic(context, request, signal),
    listModels: (signal) => listModels(deps, target, signal),
    // Connections belong to the runtime's fetch, which lets them go after some seconds.
    close: () => undefined,
  };
}

/** The most one page of the list holds. */
const pageSize = 1_000;

async function listModels(
  { config, clock, monitor, random }: ProviderDeps,
  target: SdkTarget,
  signal: AbortSignal,
): Promise<readonly ModelInfo[]> {
  const failure = target.failures('its list of models');
  const { modelListMs: timeoutMs, modelListBytes: maxBytes } = limits.provider;
  const ask = async (fetch: Fetch, inner: AbortSignal): Promise<ModelInfo[]> => {
    target.checkKey(failure);
    const client = createAnthropicClient(target, fetch);
    const page = await client.models.list({ limit: pageSize }, { signal: inner });
    return page.data.slice(0, limits.provider.modelListEntries).flatMap((model) => {
      if (model.lifecycle === 'retired') return [];
      return [{ id: model.id, contextWindow: model.max_input_tokens ?? undefined }];
    });
  };
  const call = { clock, failure, timeoutMs, maxBytes, retries: 0, random, ask };
  try {
    return await callSdk(call, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    const failed = toAppError(error);
    // A proxy may have no such list.
    if (failed.code === 'PROVIDER_ENDPOINT_MISSING') return config.models.map((id) => ({ id }));
    monitor.failed(undefined, failed);
    throw failed;
  }
}
