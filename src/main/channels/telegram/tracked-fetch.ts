import { Agent as HttpAgent, request as httpRequest, type ClientRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** A request that came to no answer. */
export class BrokenRequest extends Error {
  /** Bytes of the request may have left, so Telegram may have acted on it. */
  readonly hasBegun: boolean;

  constructor(hasBegun: boolean, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'BrokenRequest';
    this.hasBegun = hasBegun;
  }
}

/** The part of a fetch call's settings that grammy uses for JSON. */
export interface FetchInit {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Of the answer; a longer one counts as broken. */
  readonly maxBytes?: number;
  readonly signal?: Pick<AbortSignal, 'aborted' | 'addEventListener' | 'removeEventListener'>;
}

/** An answer, as far as grammy reads it, and the bytes for those who want no JSON. */
export interface FetchAnswer {
  readonly status: number;
  readonly bytes: Buffer;
  json(): Promise<unknown>;
}

export interface TrackedFetch {
  readonly fetch: (url: string | URL, init: FetchInit) => Promise<FetchAnswer>;
  /** Closes the connections that are kept for later requests. */
  readonly close: () => void;
}

/** A free connection is not kept longer; the other end may have closed it, and we would not know. */
const idleMs = 10_000;
/** No answer of the Bot API that we ask for comes near this. */
const answerBytes = 16 * 1024 * 1024;

/**
 * A fetch for grammy that knows whether a request can have reached Telegram when it fails: not
 * before the connection stands. That is the difference between trying again and sending twice.
 * @param onFlushed a request was handed to the system whole; its answer is still to come
 */
export function createTrackedFetch(
  apiRoot: string,
  onFlushed: (url: string) => void = () => undefined,
): TrackedFetch {
  const options = { keepAlive: true, timeout: idleMs, proxyEnv: process.env };
  const isSecure = apiRoot.startsWith('https:');
  const agent = isSecure ? new HttpsAgent(options) : new HttpAgent(options);

  return {
    close: () => agent.destroy(),
    fetch: (url, init) =>
      new Promise((resolve, reject) => {
        let hasBegun = false;
        const body = init.body ?? '';
        const headers = { ...init.headers, 'content-length': Buffer.byteLength(body) };
        const method = init.method ?? 'POST';
        const open = isSecure ? httpsRequest : httpRequest;
        const request = open(url, { agent, method, headers });
        const fail = (cause: unknown): void => {
          init.signal?.removeEventListener('abort', abort);
          request.destroy();
          reject(new BrokenRequest(hasBegun, cause));
        };
        const abort = (): void => fail(new Error('the request was given up'));
        onceConnected(request, isSecure, () => (hasBegun = true));
        request.on('error', fail);
        request.on('finish', () => onFlushed(String(url)));
        request.on('response', (response) => {
          const chunks: Buffer[] = [];
          let sizeBytes = 0;
          response.on('data', (chunk: Buffer) => {
            sizeBytes += chunk.length;
            if (sizeBytes > (init.maxBytes ?? answerBytes))
              fail(new Error('the answer is too large'));
            else chunks.push(chunk);
          });
          response.on('error', fail);
          response.on('close', () => {
            if (!response.complete) fail(new Error('the answer broke off'));
          });
          response.on('end', () => {
            init.signal?.removeEventListener('abort', abort);
            const bytes = Buffer.concat(chunks);
            resolve({ status: response.statusCode ?? 0, bytes, json: () => parseAnswer(bytes) });
          });
        });
        if (init.signal?.aborted) abort();
        else init.signal?.addEventListener('abort', abort);
        request.end(body);
      }),
  };
}

/** Nothing of a request leaves before its socket is connected, with TLS where that is used. */
function onceConnected(request: ClientRequest, isSecure: boolean, listener: () => void): void {
  request.on('socket', (socket) => {
    const isHandshaking = 'secureConnecting' in socket && socket.secureConnecting === true;
    if (socket.connecting || isHandshaking)
      socket.once(isSecure ? 'secureConnect' : 'connect', listener);
    else listener();
  });
}

function parseAnswer(bytes: Buffer): Promise<unknown> {
  try {
    return Promise.resolve(JSON.parse(bytes.toString('utf8')) as unknown);
  } catch (error) {
    // A proxy in between answered with a page of its own; Telegram may have acted all the same.
    return Promise.reject(new BrokenRequest(true, error));
  }
}
