import { GoogleGenAI } from '@google/genai';
import { limits } from '../../../shared/config/limits.ts';
import type { AppError } from '../../../shared/errors/index.ts';
import { callOnce } from '../library/call-once.ts';
import type { LibraryCall } from '../library/library-attempt.ts';
import { createLibraryFetch, type LibraryFetch } from '../library/library-fetch.ts';
import { checkApiKey, createTarget, readApiKey } from '../openai-compatible/create-target.ts';
import { createFailureMaker, type FailureMaker } from '../openai-compatible/failure.ts';
import { readRetryAfterMs } from '../openai-compatible/retry-after.ts';
import type { ProviderDeps } from '../provider.ts';
import { explainGoogle, makeGoogleError } from './google-error.ts';

/** Where Gemini is, with the version of its API that has thoughts and JSON Schema for tools. */
export const googleUrl = 'https://generativelanguage.googleapis.com/v1beta';

/** Google's library over our connections. */
export interface GoogleClient {
  readonly models: GoogleGenAI['models'];
  makeFailure(model: string): FailureMaker;
  explain(thrown: unknown, failure: FailureMaker): AppError;
  /** The `fetch` for one stream. */
  fetchStream(failure: FailureMaker, call: LibraryCall): LibraryFetch;
  /** Asks what is answered in one piece; `model` is undefined where none is asked. */
  ask<T>(
    question: { readonly model: string | undefined; readonly timeoutMs: number },
    signal: AbortSignal,
    run: (fetch: LibraryFetch) => Promise<T>,
  ): Promise<T>;
  close(): void;
}

const eventStream = /^(?:text\/event-stream|$)/;
const json = /^application\/json/;

/** Throws PROVIDER_ADDRESS_INVALID; everything else shows itself when it is used. */
export function createGoogleClient(deps: ProviderDeps): GoogleClient {
  const { id, config, clock } = deps;
  const apiKey = readApiKey(config);
  const target = createTarget(id, config.baseUrl ?? googleUrl, undefined);
  const library = createLibrary(target.address, apiKey);
  const makeFailure = (model: string): FailureMaker =>
    createFailureMaker(id, model, target.address, apiKey);

  const makeFetch = (
    failure: FailureMaker,
    call: Pick<LibraryCall, 'signal' | 'touch' | 'ended'>,
    isStream: boolean,
  ): LibraryFetch => {
    checkApiKey(apiKey, failure);
    return createLibraryFetch({
      target,
      failure,
      signal: call.signal,
      contentType: isStream ? eventStream : json,
      // The library wants a key where a proxy may want none.
      omit: apiKey === undefined ? ['x-goog-api-key'] : [],
      refuse: ({ status, text, headers }) =>
        makeGoogleError(status, text, failure, readRetryAfterMs(headers, clock.now())),
      body: {
        maxBytes: isStream ? limits.provider.streamChars : limits.provider.eventChars,
        eventEnds: isStream ? ['\n\r\n', '\n\n'] : [],
        touch: () => call.touch(),
        ended: () => call.ended(),
      },
    });
  };

  return {
    models: library.models,
    makeFailure,
    explain: explainGoogle,
    fetchStream: (failure, call) => makeFetch(failure, call, true),
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
          run(makeFetch(failure, { signal: ending, touch: nothing, ended: nothing }, false)),
        explain: (thrown) => explainGoogle(thrown, failure),
      });
    },
    close: () => target.close(),
  };
}

const nothing = (): void => undefined;

function createLibrary(address: string, apiKey: string | undefined): GoogleGenAI {
  // An address may or may not name the version, as those of other providers do.
  const hasVersion = /\/v\d\w*$/.test(address);
  return new GoogleGenAI({
    apiKey: apiKey ?? 'none',
    enterprise: false,
    httpOptions: { baseUrl: address, apiVersion: hasVersion ? '' : 'v1beta' },
  });
}
