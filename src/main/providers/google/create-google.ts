import type { GoogleGenAI } from '@google/genai';
import { limits } from '../../../shared/config/limits.ts';
import type { ModelInfo, ModelRequest, Provider, ProviderDeps } from '../provider.ts';
import { createCarrier, type StreamPlan } from '../sdk/create-carrier.ts';
import type { SdkFetch } from '../sdk/sdk-fetch.ts';
import { createGoogleClient, google, googleUrl } from './google-client.ts';
import { readModelInfo } from './model-info.ts';
import { createGoogleReader } from './read-google-stream.ts';
import { writeRequest } from './write-request.ts';

/**
 * Gemini by Google's own library (`@google/genai`), which is loaded with this module. Throws
 * PROVIDER_ADDRESS_INVALID; everything else shows itself in use.
 */
export function createGoogle(deps: ProviderDeps): Provider {
  const carrier = createCarrier(deps, google, deps.config.baseUrl ?? googleUrl);
  const { models } = createGoogleClient(carrier.address);
  /** Models that refused to be told how to think. */
  const unthinking = new Set<string>();

  return {
    stream: (request, signal) =>
      carrier.stream(request, signal, planGoogleStream(request, models, unthinking)),
    listModels: (signal) => carrier.listModels(signal, (fetch) => listAll(models, fetch)),
    embed: (model, texts, signal) =>
      carrier.embed(model, texts, signal, async (some, fetch) => {
        const config = { httpOptions: { fetch } };
        const asked = { model, contents: [...some], config };
        const { embeddings = [] } = await models.embedContent(asked);
        // The API counts nothing here.
        return { vectors: embeddings.map(({ values }) => values), inputTokens: undefined };
      }),
    close: () => carrier.close(),
  };
}

function planGoogleStream(
  request: ModelRequest,
  models: GoogleGenAI['models'],
  unthinking: Set<string>,
): StreamPlan {
  const { model } = request;
  return {
    begin: (emit, start, failure) =>
      start({
        reader: createGoogleReader(request, failure, emit),
        ask(fetch, abortSignal) {
          const config = { abortSignal, httpOptions: { fetch } };
          const hasThinking = !unthinking.has(model);
          return models.generateContentStream(writeRequest(request, hasThinking, config));
        },
      }),
    learn(detail) {
      if (unthinking.has(model) || !/think/i.test(detail)) return false;
      const [oldest] = unthinking;
      if (unthinking.size >= limits.provider.dialects && oldest) unthinking.delete(oldest);
      unthinking.add(model);
      return true;
    },
  };
}

async function listAll(
  models: GoogleGenAI['models'],
  fetch: SdkFetch,
): Promise<readonly ModelInfo[]> {
  const found: ModelInfo[] = [];
  const pager = await models.list({ config: { pageSize: 1_000, httpOptions: { fetch } } });
  for await (const model of pager) {
    const info = readModelInfo(model);
    if (info) found.push(info);
    if (found.length >= limits.provider.modelListEntries) break;
  }
  return found;
}
