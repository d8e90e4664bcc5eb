import type { ClientRequest, IncomingMessage } from 'node:http';
import { limits } from '../../../shared/config/limits.ts';
import { toAppError, type AppError } from '../../../shared/errors/index.ts';
import type { FailureMaker } from '../openai-compatible/failure.ts';
import type { HttpTarget } from '../openai-compatible/http-target.ts';
import { isStaleSocket, makeLineError } from '../openai-compatible/line-error.ts';
import { readBounded } from '../openai-compatible/read-bounded.ts';
import { makeBody, type BodyWatch } from './response-body.ts';

/** A `fetch` for the library of a vendor. */
export type LibraryFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** What a server said instead of answering. */
export interface ServerRefusal {
  readonly status: number;
  readonly text: string;
  readonly headers: IncomingMessage['headers'];
}

export interface LibraryFetchOptions {
  readonly target: HttpTarget;
  readonly failure: FailureMaker;
  /** Ends the request and its body, whatever the library does with its own signals. */
  readonly signal: AbortSignal;
  /** Finds the error for a status that is no success. */
  readonly refuse: (refusal: ServerRefusal) => AppError;
  /** The types of content an answer may have. */
  readonly contentType: RegExp;
  readonly body: BodyWatch;
  /** Headers of the library that are not sent. */
  readonly omit?: readonly string[];
}

/**
 * A `fetch` over our own connections: it keeps `baseUrl`, follows no redirects (they would carry
 * the key along), is bounded in all it reads, and fails with errors of the provider registry, so
 * that no library's words, retries or time limits get between. Requests to any other address than
 * the target's are refused.
 */
export function createLibraryFetch(options: LibraryFetchOptions): LibraryFetch {
  let staleSockets = 0;
  const attempt = async (call: Call): Promise<Response> => {
    try {
      return await sendOnce(call, options);
    } catch (error) {
      if (!(error instanceof StaleSocket)) throw error;
      if (++staleSockets <= limits.provider.staleSockets) return attempt(call);
      throw options.failure.make('PROVIDER_UNREACHABLE', { reason: 'the connection was reset' });
    }
  };
  return (input, init = {}) => attempt(readCall(input, init, options));
}

interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** The server had closed a connection that was idle; nothing was asked yet. */
class StaleSocket extends Error {}

function readCall(
  input: string | URL | Request,
  init: RequestInit,
  options: LibraryFetchOptions,
): Call {
  const url = new URL(input instanceof Request ? input.url : input);
  const base = new URL(options.target.address);
  const basePath = base.pathname.replace(/\/$/, '');
  if (url.origin !== base.origin || !url.pathname.startsWith(basePath)) {
    const { address } = options.target;
    throw options.failure.make('PROVIDER_REDIRECTED', { address, status: 0 });
  }
  const { body } = init;
  if (typeof body !== 'string' && body !== undefined && body !== null) {
    throw new TypeError('only texts can be sent');
  }
  const headers = new Headers(init.headers);
  for (const name of options.omit ?? []) headers.delete(name);
  return {
    method: init.method === 'POST' ? 'POST' : 'GET',
    path: url.pathname.slice(basePath.length) + url.search,
    body: body ?? undefined,
    headers: Object.fromEntries(headers),
  };
}

function sendOnce(call: Call, options: LibraryFetchOptions): Promise<Response> {
  const { failure, signal } = options;
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
  call: Call,
  { target, failure }: LibraryFetchOptions,
  onResponse: (response: IncomingMessage) => void,
): ClientRequest {
  try {
    return target.open({ ...call, accept: '*/*' }, onResponse);
  } catch (error) {
    throw failure.make('PROVIDER_KEY_UNUSABLE', {}, { cause: error });
  }
}

async function readResponse(
  response: IncomingMessage,
  options: LibraryFetchOptions,
): Promise<Response> {
  const status = response.statusCode ?? 0;
  if (status < 200 || status >= 300) throw await readRefusal(response, status, options);
  const type = response.headers['content-type'] ?? '';
  if (!options.contentType.test(type)) {
    response.destroy();
    const values = { status, contentType: type.slice(0, 80) };
    throw options.failure.make('PROVIDER_ANSWER_NOT_STREAM', values);
  }
  const body = makeBody(response, options.failure, options.body);
  return new Response(body, { status, headers: { 'content-type': type } });
}

function readRefusal(
  response: IncomingMessage,
  status: number,
  { refuse, failure }: LibraryFetchOptions,
): Promise<AppError> {
  return new Promise((resolve) => {
    readBounded(response, limits.provider.errorBytes, (text, isWhole, error) => {
      if (!isWhole) response.destroy();
      if (error) resolve(makeLineError(error, true, failure));
      else if (status < 400) resolve(failure.make('PROVIDER_REDIRECTED', { status }));
      else resolve(toAppError(refuse({ status, text, headers: response.headers })));
    });
  });
}
