// The library's other entry reads files whose names look like a picture's base64.
import { Ollama } from 'ollama/browser';
import { limits } from '../../../shared/config/limits.ts';
import type { AppError } from '../../../shared/errors/index.ts';
import { callOnce } from '../library/call-once.ts';
import type { LibraryCall } from '../library/library-attempt.ts';
import { createLibraryFetch } from '../library/library-fetch.ts';
import { checkApiKey, createTarget, readApiKey } from '../openai-compatible/create-target.ts';
import { createFailureMaker, type FailureMaker } from '../openai-compatible/failure.ts';
import { readRetryAfterMs } from '../openai-compatible/retry-after.ts';
import type { ProviderDeps } from '../provider.ts';
import { createLineCheck } from './check-lines.ts';
import { explainOllama, makeOllamaError, sayOllamaIsAway } from './ollama-error.ts';

/** Where Ollama listens unless it was told otherwise. */
export const ollamaUrl = 'http://127.0.0.1:11434';

/** Ollama's library over our connections; it has one client for each request. */
export interface OllamaClient {
  makeFailure(model: string): FailureMaker;
  explain(thrown: unknown, failure: FailureMaker): AppError;
  openStream(failure: FailureMaker, call: LibraryCall): Ollama;
  /** Asks what is answered in one piece; `model` is undefined where none is asked. */
  ask<T>(
    question: { readonly model: string | undefined; readonly timeoutMs: number },
    signal: AbortSignal,
    run: (library: Ollama) => Promise<T>,
  ): Promise<T>;
  close(): void;
}

const lines = /^(?:application\/x-ndjson|application\/json|$)/;
const json = /^application\/json/;

/** Throws PROVIDER_ADDRESS_INVALID; everything else shows itself when it is used. */
export function createOllamaClient(deps: ProviderDeps): OllamaClient {
  const { id, config, clock } = deps;
  const apiKey = readApiKey(config);
  // An address that was made for the OpenAI protocol is the same server.
  const baseUrl = (config.baseUrl ?? ollamaUrl).replace(/\/+(?:v1|api)?\/*$/, '');
  const target = createTarget(id, baseUrl, apiKey);
  const makeFailure = (model: string): FailureMaker =>
    createFailureMaker(id, model, target.address, apiKey);
  const explain = (thrown: unknown, failure: FailureMaker): AppError =>
    sayOllamaIsAway(explainOllama(thrown, failure), failure);

  const makeLibrary = (
    failure: FailureMaker,
    call: Pick<LibraryCall, 'signal' | 'touch' | 'ended'>,
    isStream: boolean,
  ): Ollama => {
    checkApiKey(apiKey, failure);
    const fetch = createLibraryFetch({
      target,
      failure,
      signal: call.signal,
      contentType: isStream ? lines : json,
      refuse: ({ status, text, headers }) =>
        makeOllamaError(status, text, failure, readRetryAfterMs(headers, clock.now())),
      body: {
        maxBytes: isStream ? limits.provider.streamChars : limits.provider.eventChars,
        eventEnds: isStream ? ['\n'] : [],
        touch: () => call.touch(),
        ended: () => call.ended(),
        ...(isStream ? { check: createLineCheck(failure) } : {}),
      },
    });
    return new Ollama({ host: target.address, fetch });
  };

  return {
    makeFailure,
    explain,
    openStream: (failure, call) => makeLibrary(failure, call, true),
    ask({ model, timeoutMs }, signal, run) {
      const failure = makeFailure(model ?? 'its list of models');
      return callOnce({
        deps,
        failure,
        model,
        timeoutMs,
        retries: model === undefined ? 0 : config.retries,
        signal,
        run: (ending) =>
          run(makeLibrary(failure, { signal: ending, touch: nothing, ended: nothing }, false)),
        explain: (thrown) => explain(thrown, failure),
      });
    },
    close: () => target.close(),
  };
}

const nothing = (): void => undefined;
