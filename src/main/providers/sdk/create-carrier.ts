import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';
import { createTarget, readApiKey } from '../openai-compatible/create-target.ts';
import { createFailureMaker, type FailureMaker } from '../openai-compatible/failure.ts';
import type { Embeddings, ModelEvent, ModelInfo, ModelRequest, ProviderDeps } from '../provider.ts';
import { streamAttempts, type Attempt } from '../stream-attempts.ts';
import { askWhole, type AskDeps } from './ask-whole.ts';
import { embedInParts, type EmbedSome } from './embed-in-parts.ts';
import { startSdkAttempt, type SdkQuestion } from './sdk-attempt.ts';
import { createSdkFetch, type AnswerForm, type FetchWatch, type SdkFetch } from './sdk-fetch.ts';
import type { Vendor } from './vendor.ts';

/** What an SDK is given where it wants a key: ours it never sees, the carrier sends that. */
export const noKey = 'none';

/** How a vendor answers one request. */
export interface StreamPlan {
  /** Writes the request and begins an attempt, each time anew. */
  begin(
    emit: (event: ModelEvent) => void,
    start: <E>(question: SdkQuestion<E>) => Attempt,
    failure: FailureMaker,
  ): Attempt;
  /** Learns from the words of a refusal; true when the same, written otherwise, may be taken. */
  learn(detail: string): boolean;
}

/** Carries what a vendor's SDK asks over our own connections, within our bounds. */
export interface Carrier {
  /** The base address, without slash and query at its end. */
  readonly address: string;
  stream(request: ModelRequest, signal: AbortSignal, plan: StreamPlan): AsyncIterable<ModelEvent>;
  /** The configured names where there is no list or nothing in it. */
  listModels(
    signal: AbortSignal,
    read: (fetch: SdkFetch, signal: AbortSignal) => Promise<readonly ModelInfo[]>,
  ): Promise<readonly ModelInfo[]>;
  embed(
    model: string,
    texts: readonly string[],
    signal: AbortSignal,
    embedSome: EmbedSome,
  ): Promise<Embeddings>;
  /** Closes the connections as soon as no request runs any more. */
  close(): void;
}

/**
 * Makes the carrier of one provider. Throws PROVIDER_ADDRESS_MISSING or PROVIDER_ADDRESS_INVALID;
 * a key that no header can hold shows itself in use.
 */
export function createCarrier(
  deps: ProviderDeps,
  vendor: Vendor,
  baseUrl: string | undefined = deps.config.baseUrl,
): Carrier {
  const { id, config, clock } = deps;
  const apiKey = readApiKey(config);
  const headers = vendor.headers(apiKey);
  const target = createTarget(id, baseUrl, undefined);
  checkUserName(id, baseUrl, headers);
  const { embedBytes, modelListBytes, modelListMs, modelListEntries, streamChars } =
    limits.provider;
  const makeFailure = (model: string): FailureMaker =>
    createFailureMaker(id, model, target.address, apiKey);
  const makeFetch = (failure: FailureMaker, watch: FetchWatch, form: AnswerForm): SdkFetch =>
    createSdkFetch({ target, clock, failure, headers, vendor, form, watch });

  const asking: AskDeps = { deps, vendor, makeFailure, makeFetch };

  return {
    address: target.address,
    stream(request, signal, plan) {
      const failure = makeFailure(request.model);
      const { stream } = vendor;
      const makeStreamFetch = (watch: FetchWatch): SdkFetch =>
        makeFetch(failure, watch, {
          ...{ accept: stream.accept, contentType: stream.contentType },
          ...{ eventEnds: stream.eventEnds, maxBytes: streamChars },
          ...(stream.check ? { check: stream.check(failure) } : {}),
        });
      const settings = {
        ...{ clock, failure, vendor, makeFetch: makeStreamFetch },
        firstWordMs: config.attemptTimeoutSeconds * 1_000,
        pauseMs: config.chunkTimeoutSeconds * 1_000,
      };
      return streamAttempts(deps, signal, {
        model: request.model,
        failure,
        start: (emit, end) =>
          plan.begin(emit, (question) => startSdkAttempt(settings, question, end), failure),
        learn: (detail) => plan.learn(detail),
      });
    },
    async listModels(signal, read) {
      const configured = config.models.map((name) => ({ id: name }));
      const question = { model: undefined, timeoutMs: modelListMs, maxBytes: modelListBytes };
      const found = await askWhole(asking, question, signal, async (fetch, ending, line) => {
        try {
          return await read(fetch, ending);
        } catch (thrown) {
          // A proxy may have no such list.
          if (line.broken()?.code === 'PROVIDER_ENDPOINT_MISSING') return configured;
          throw thrown;
        }
      });
      return found.length > 0 ? found.slice(0, modelListEntries) : configured;
    },
    embed(model, texts, signal, embedSome) {
      const timeoutMs = config.attemptTimeoutSeconds * 1_000;
      const question = { model, timeoutMs, maxBytes: embedBytes };
      return embedInParts(texts, (some, read) =>
        askWhole(asking, question, signal, async (fetch, ending, line) =>
          read(await embedSome(some, fetch, ending), line.failure),
        ),
      );
    },
    close: () => target.close(),
  };
}

/** The user name of an address is sent in the header that the key is sent in. */
function checkUserName(
  provider: string,
  baseUrl: string | undefined,
  headers: Readonly<Record<string, string>>,
): void {
  if (headers['authorization'] === undefined || baseUrl === undefined) return;
  if (new URL(baseUrl).username === '') return;
  const reason = 'a user name cannot be sent beside the key';
  const place = { path: `models.providers.${provider}.baseUrl` };
  throw new AppError('PROVIDER_ADDRESS_INVALID', { provider, reason }, { place });
}
