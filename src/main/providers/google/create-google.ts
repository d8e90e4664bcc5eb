import type { GenerateContentResponse } from '@google/genai';
import { limits } from '../../../shared/config/limits.ts';
import { newId } from '../../platform/ids.ts';
import { startLibraryAttempt, type LibraryCall } from '../library/library-attempt.ts';
import type { LibraryFetch } from '../library/library-fetch.ts';
import type { FailureMaker } from '../openai-compatible/failure.ts';
import type {
  Embeddings,
  ModelEvent,
  ModelInfo,
  ModelRequest,
  Provider,
  ProviderDeps,
} from '../provider.ts';
import { streamAttempts } from '../stream-attempts.ts';
import { estimateTokens } from '../usage-estimate.ts';
import { createGoogleDecoder } from './answer-decoder.ts';
import { createGoogleClient, type GoogleClient } from './google-client.ts';
import { readModelInfo } from './model-info.ts';
import { writeRequest } from './write-request.ts';

/**
 * Gemini by Google's own library (`@google/genai`), which is loaded with this module. The requests
 * go over our connections; retries and time limits are ours. Throws PROVIDER_ADDRESS_INVALID.
 */
export function createGoogle(deps: ProviderDeps): Provider {
  const { config, clock } = deps;
  const client = createGoogleClient(deps);
  /** Models that refused to be told how to think. */
  const unthinking = new Set<string>();

  return {
    stream(request, signal) {
      const failure = client.makeFailure(request.model);
      const settings = {
        clock,
        failure,
        firstWordMs: config.attemptTimeoutSeconds * 1_000,
        pauseMs: config.chunkTimeoutSeconds * 1_000,
        open: (call: LibraryCall) =>
          openStream(client, request, failure, call, !unthinking.has(request.model)),
        explain: (thrown: unknown) => client.explain(thrown, failure),
      };
      return streamAttempts(deps, signal, {
        model: request.model,
        failure,
        start: (emit, end) => startLibraryAttempt(settings, emit, end),
        learn(detail) {
          if (unthinking.has(request.model) || !/think/i.test(detail)) return false;
          unthinking.add(request.model);
          return true;
        },
      });
    },
    async listModels(signal) {
      const question = { model: undefined, timeoutMs: limits.provider.modelListMs };
      const found = await client.ask(question, signal, (fetch) => listAll(client, fetch));
      return found.length > 0 ? found : config.models.map((name) => ({ id: name }));
    },
    embed(model, texts, signal) {
      const question = { model, timeoutMs: config.attemptTimeoutSeconds * 1_000 };
      return client.ask(question, signal, (fetch) => embedAll(client, model, texts, fetch));
    },
    close: () => client.close(),
  };
}

const makeCallId = (): string => `call_${newId()}`;

async function* openStream(
  client: GoogleClient,
  request: ModelRequest,
  failure: FailureMaker,
  call: LibraryCall,
  hasThinking: boolean,
): AsyncGenerator<ModelEvent> {
  const decoder = createGoogleDecoder(request, failure, makeCallId);
  const fetch = client.fetchStream(failure, call);
  const more = { abortSignal: call.signal, httpOptions: { fetch } };
  const chunks = await client.models.generateContentStream(
    writeRequest(request, hasThinking, more),
  );
  for await (const chunk of chunks) {
    if (hasParts(chunk)) call.said();
    yield* decoder.push(chunk);
  }
  yield* decoder.finish();
}

function hasParts(chunk: GenerateContentResponse): boolean {
  return (chunk.candidates?.[0]?.content?.parts?.length ?? 0) > 0;
}

async function listAll(client: GoogleClient, fetch: LibraryFetch): Promise<readonly ModelInfo[]> {
  const models: ModelInfo[] = [];
  const pager = await client.models.list({ config: { pageSize: 1_000, httpOptions: { fetch } } });
  for await (const model of pager) {
    const info = readModelInfo(model);
    if (info) models.push(info);
    if (models.length >= limits.provider.modelListEntries) break;
  }
  return models;
}

async function embedAll(
  client: GoogleClient,
  model: string,
  texts: readonly string[],
  fetch: LibraryFetch,
): Promise<Embeddings> {
  const { embeddings = [] } = await client.models.embedContent({
    model,
    contents: [...texts],
    config: { httpOptions: { fetch } },
  });
  if (embeddings.length !== texts.length) throw new Error('not one embedding for each text');
  const chars = texts.reduce((sum, text) => sum + text.length, 0);
  return {
    vectors: embeddings.map(({ values = [] }) => Float32Array.from(values)),
    // The API counts nothing here.
    inputTokens: estimateTokens(chars),
  };
}
