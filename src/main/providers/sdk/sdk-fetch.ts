import type { ClientRequest, IncomingMessage } from 'node:http';
import { limits } from '../../../shared/config/limits.ts';
import { toAppError, type AppError } from '../../../shared/errors/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { FailureMaker } from '../openai-compatible/failure.ts';
import type { HttpCall, HttpTarget } from '../openai-compatible/http-target.ts';
import { isStaleSocket, makeLineError } from '../openai-compatible/line-error.ts';
import { readBounded } from '../openai-compatible/read-bounded.ts';
import { readRetryAfterMs } from '../openai-compatible/retry-after.ts';
import { makeBody, type BodyBounds } from './response-body.ts';
import type { Vendor } from './vendor.ts';

/** What a vendor's SDK is given as its way to the network. */
export type SdkFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** Whoever waits for the answer. */
export interface FetchWatch {
  /** Ends the request and its body, whatever the SDK does with its own signals. */
  readonly signal: AbortSignal;
  /** Bytes came, also those of signs of life, which SDKs keep to themselves. */
  touch(): void;
  /** The whole body came, and the connection is free again. */
  ended(): void;
  /** The answer is there: what still comes is read for the sake of the connection. */
  isAnswered(): boolean;
  /**
   * The request failed. The error is thrown into the SDK as well, which may wrap it or keep it.
   * @param detail the words of a refusal, as the server wrote them; never shown.
   */
  broke(error: AppError, detail: string): void;
}

/** What may come. */
export interface AnswerForm extends BodyBounds {
  readonly accept: string;
  readonly contentType: RegExp;
}

export interface SdkFetchOptions {
  readonly target: HttpTarget;
  readonly clock: Pick<Clock, 'now'>;
  readonly failure: FailureMaker;
  readonly headers: Readonly<Record<string, string>>;
  readonly vendor: Pick<Vendor, 'refuse' | 'reword'>;
  readonly form: AnswerForm;
  readonly watch: FetchWatch;
}

/**
 * A `fetch` over our own connections: it keeps to its address, follows no redirects (they would
 * carry the key along), sends no header of the SDK, is bounded in all it reads, and fails with
 * errors of the provider registry, so that no SDK's words, retries or time limits get between.
 */
export function createSdkFetch(options: SdkFetchOptions): SdkFetch {
  let staleSockets = 0;
  const attempt = async (call: HttpCall): Promise<Response> => {
    try {
      return await sendOnce(call, options);
    } catch (error) {
      if (!(error instanceof StaleSocket)) throw error;
      if (++staleSockets <= limits.provider.staleSockets) return attempt(call);
      throw options.failure.make('PROVIDER_UNREACHABLE', { reason: 'the connection was reset' });
    }
  };
  return async (input, init = {}) => {
    try {
      return await attempt(readCall(input, init, options));
    } catch (error) {
      throw report(error, options);
    }
  };
}

/** The server had closed a connection that was idle; nothing was asked yet. */
class StaleSocket extends Error {}

/** An error that knows the words it was made from. */
class Refused extends Error {
  readonly found: AppError;
  readonly detail: string;
  constructor(found: AppError, detail: string) {
    super(found.message);
    this.found = found;
    this.detail = detail;
  }
}

function report(thrown: unknown, { watch, vendor, failure }: SdkFetchOptions): unknown {
  if (watch.signal.aborted) return watch.signal.reason;
  const isRefusal = thrown instanceof Refused;
  const found = isRefusal ? thrown.found : toAppError(thrown);
  const error = vendor.reword?.(found, failure) ?? found;
  watch.broke(error, isRefusal ? thrown.detail : '');
  return error;
}

function readCall(
  input: string | URL | Request,
  init: RequestInit,
  { target, failure, headers, form }: SdkFetchOptions,
): HttpCall {
  const url = new URL(input instanceof Request ? input.url : input);
  const base = new URL(target.address);
  const basePath = base.pathname.replace(/\/$/, '');
  if (url.origin !== base.origin || !url.pathname.startsWith(`${basePath}/`)) {
    throw failure.make('PROVIDER_REDIRECTED', { address: target.address, status: 0 });
  }
  const { body } = init;
  if (typeof body !== 'string' && body !== undefined && body !== null) {
    throw new TypeError('only texts can be sent');
  }
  return {
    method: init.method?.toUpperCase() === 'POST' ? 'POST' : 'GET',
    path: url.pathname.slice(basePath.length) + url.search,
    body: body ?? undefined,
    accept: form.accept,
    headers,
  };
}

function sendOnce(call: HttpCall, options: SdkFetchOptions): Promise<Response> {
  const { failure, watch } = options;
  const { signal } = watch;
  return new Promise((resolve, reject) => {
    let response: IncomingMessage | undefined;
    const stop = (): void => {
      request.destroy();
      reject(signal.reason as Error);
    };
    const request = open(call, options, (from) => {
      response = from;
      readResponse(from, options).then(resolve, reject);
    });
    request.once('close', () => signal.removeEventListener('abort', stop));
    request.on('error', (error) => {
      const isStale = response === undefined && isStaleSocket(error, request);
      reject(isStale ? new StaleSocket() : makeLineError(error, response !== undefined, failure));
    });
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
}

function open(
  call: HttpCall,
  { target, failure }: SdkFetchOptions,
  onResponse: (response: IncomingMessage) => void,
): ClientRequest {
  try {
    return target.open(call, onResponse);
  } catch (error) {
    // Node refuses to send a header with line breaks or other unusual characters.
    throw failure.make('PROVIDER_KEY_UNUSABLE', {}, { cause: error });
  }
}

async function readResponse(
  response: IncomingMessage,
  options: SdkFetchOptions,
): Promise<Response> {
  const { failure, form, watch } = options;
  const status = response.statusCode ?? 0;
  if (status < 200 || status >= 300) throw await readRefusal(response, status, options);
  const type = response.headers['content-type'] ?? '';
  if (!form.contentType.test(type)) {
    response.destroy();
    const values = { status, contentType: type.slice(0, 80) };
    throw failure.make('PROVIDER_ANSWER_NOT_STREAM', values);
  }
  const body = makeBody(response, failure, form, {
    touch: () => watch.touch(),
    ended: () => watch.ended(),
    isAnswered: () => watch.isAnswered(),
    broke: (error) => {
      if (!watch.signal.aborted) watch.broke(error, '');
    },
  });
  // Some statuses of success cannot have a body in a Response; ours always has one.
  return new Response(body, { status: 200, headers: { 'content-type': type } });
}

function readRefusal(
  response: IncomingMessage,
  status: number,
  { vendor, failure, clock }: SdkFetchOptions,
): Promise<Error> {
  return new Promise((resolve) => {
    readBounded(response, limits.provider.errorBytes, (text, isWhole, error) => {
      if (!isWhole) response.destroy();
      if (error) resolve(makeLineError(error, true, failure));
      else if (status < 400) resolve(failure.make('PROVIDER_REDIRECTED', { status }));
      else {
        const retryAfterMs = readRetryAfterMs(response.headers, clock.now());
        resolve(new Refused(vendor.refuse({ status, text, retryAfterMs }, failure), text));
      }
    });
  });
}
