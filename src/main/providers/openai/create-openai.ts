import type OpenAI from 'openai';
import { limits } from '../../../shared/config/limits.ts';
import { toAppError } from '../../../shared/errors/index.ts';
import type { Embeddings, ModelInfo, Provider, ProviderDeps } from '../provider.ts';
import { callSdk } from '../sdk/call-sdk.ts';
import type { Fetch } from '../sdk/guarded-fetch.ts';
import { createSdkTarget, type SdkTarget } from '../sdk/sdk-target.ts';
import { createModelDialects } from './model-dialect.ts';
import { createOpenAiClient } from './openai-client.ts';
import { streamOpenAi, type OpenAiContext } from './stream-openai.ts';

/**
 * The API of OpenAI by its own SDK: Responses, or Chat Completions where `endpoint` says so. Throws
 * PROVIDER_ADDRESS_MISSING or PROVIDER_ADDRESS_INVALID; everything else shows itself in use.
 */
export function createOpenAi(deps: ProviderDeps): Provider {
  const target = createSdkTarget(deps);
  const context: OpenAiContext = { ...deps, target, dialects: createModelDialects() };
  return {
    stream: (request, signal) => streamOpenAi(context, request, signal),
    listModels: (signal) => listModels(deps, target, signal),
    embed: (model, texts, signal) => embed(deps, target, model, texts, signal),
    // Connections belong to the runtime's fetch, which lets them go after some seconds.
    close: () => undefined,
  };
}

async function listModels(
  { config, clock, monitor, random }: ProviderDeps,
  target: SdkTarget,
  signal: AbortSignal,
): Promise<readonly ModelInfo[]> {
  const failure = target.failures('its list of models');
  const { modelListMs: timeoutMs, modelListBytes: maxBytes } = limits.provider;
  const ask = async (fetch: Fetch, inner: AbortSignal): Promise<ModelInfo[]> => {
    target.checkKey(failure);
    const page = await createOpenAiClient(target, fetch).models.list({ signal: inner });
    return page.data.slice(0, limits.provider.modelListEntries).map(({ id }) => ({ id }));
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

/** Asks for some texts at a time; the points of all of them come in order. */
async function embed(
  { config, clock, monitor, random }: ProviderDeps,
  target: SdkTarget,
  model: string,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<Embeddings> {
  const failure = target.failures(model);
  const { embedTexts, embedBytes: maxBytes } = limits.provider;
  const timeoutMs = config.attemptTimeoutSeconds * 1_000;
  const vectors: Float32Array[] = [];
  let inputTokens = 0;
  try {
    for (let start = 0; start < texts.length; start += embedTexts) {
      const input = texts.slice(start, start + embedTexts);
      const ask = (fetch: Fetch, inner: AbortSignal) => {
        target.checkKey(failure);
        const client = createOpenAiClient(target, fetch);
        return client.embeddings.create({ model, input }, { signal: inner });
      };
      const call = { clock, failure, timeoutMs, maxBytes, retries: config.retries, random, ask };
      const answer = await callSdk(call, signal);
      vectors.push(...readVectors(answer, input.length, () => failure.make(malformed, reason)));
      inputTokens += answer.usage.prompt_tokens;
    }
  } catch (error) {
    if (!signal.aborted) monitor.failed(model, toAppError(error));
    throw error;
  }
  monitor.worked(model);
  return { vectors, inputTokens };
}

const malformed = 'PROVIDER_ANSWER_MALFORMED';
const reason = { reason: 'it has not one list of numbers for each text' };

function readVectors(
  { data }: OpenAI.CreateEmbeddingResponse,
  count: number,
  makeError: () => Error,
): readonly Float32Array[] {
  const sorted = [...data].sort((a, b) => a.index - b.index);
  const isWhole = sorted.length === count && sorted.every((one) => one.embedding.length > 0);
  if (!isWhole) throw makeError();
  return sorted.map((one) => Float32Array.from(one.embedding));
}
