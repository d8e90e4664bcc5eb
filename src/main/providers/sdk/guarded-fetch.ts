import { limits } from '../../../shared/config/limits.ts';
import type { AppError } from '../../../shared/errors/index.ts';
import type { FailureMaker } from '../openai-compatible/failure.ts';

/** What a vendor's SDK is given as its way to the network. */
export type Fetch = (
  input: string | URL | Request,
  init?: RequestInit,
) => Promise<globalThis.Response>;

export interface FetchGuard {
  readonly failure: FailureMaker;
  /** Streams of events have other bounds than answers in one piece. */
  readonly expects: 'stream' | { readonly maxBytes: number };
  /** The status line has come. */
  responded(): void;
  /** Bytes have come, also those of signs of life, which SDKs keep to themselves. */
  touched(): void;
  /** The answer is there: what still comes may be read for the sake of the connection. */
  isAnswered(): boolean;
  /** The answer breaks a bound. It is thrown into the SDK as well, which may wrap it. */
  broke(error: AppError): void;
}

/**
 * The fetch of this runtime with the bounds that SDKs lack: no redirects (a key must not travel
 * along), nothing but a stream where one was asked for, and a limit for every body.
 */
export function createGuardedFetch(guard: FetchGuard): Fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: 'manual' });
    guard.responded();
    if (!response.ok) return rewrap(response, guard, cutAfter(limits.provider.errorBytes));
    if (guard.expects !== 'stream') {
      return rewrap(response, guard, boundBody(guard, guard.expects.maxBytes));
    }
    const contentType = response.headers.get('content-type') ?? '';
    if (!contentType.startsWith('text/event-stream')) {
      await response.body?.cancel();
      const values = { status: response.status, contentType: contentType.slice(0, 80) };
      throw report(guard, guard.failure.make('PROVIDER_ANSWER_NOT_STREAM', values));
    }
    return rewrap(response, guard, boundStream(guard));
  };
}

type Bytes = Uint8Array<ArrayBuffer>;

/** Passes a chunk of a body on, or fails the body; true when it is to end here. */
type Check = (
  chunk: Bytes,
  controller: ReadableStreamDefaultController<Bytes>,
) => boolean | undefined;

/** The same response with a body that is checked as it is read. */
function rewrap(response: Response, guard: FetchGuard, check: Check): Response {
  if (!response.body) return response;
  const reader: ReadableStreamDefaultReader<Bytes> = response.body.getReader();
  const body = new ReadableStream<Bytes>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        const isEnd = done || check(value, controller);
        if (isEnd) controller.close();
        if (isEnd && !done) await reader.cancel();
      },
      cancel: (reason) => (guard.isAnswered() ? readRest(reader) : reader.cancel(reason)),
    },
    { highWaterMark: 0 },
  );
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}

/**
 * SDKs stop reading at the end mark of a protocol. What follows is the end of the response, and
 * whoever does not read it closes the connection instead of keeping it for the next request.
 */
async function readRest(reader: ReadableStreamDefaultReader<Bytes>): Promise<void> {
  for (let isDone = false; !isDone;) ({ done: isDone } = await reader.read());
}

/** Lets so many bytes through and then ends; enough for the words of a refusal. */
function cutAfter(maxBytes: number): Check {
  let restBytes = maxBytes;
  return (chunk, controller) => {
    controller.enqueue(chunk.subarray(0, restBytes));
    restBytes -= chunk.length;
    return restBytes <= 0;
  };
}

function boundBody(guard: FetchGuard, limit: number): Check {
  let sizeBytes = 0;
  return (chunk, controller) => {
    guard.touched();
    sizeBytes += chunk.length;
    if (sizeBytes <= limit) controller.enqueue(chunk);
    else controller.error(report(guard, tooLarge(guard, limit, 'bytes')));
    return undefined;
  };
}

const lineEnd = 10;

/** Bounds the whole stream and each line of it, since SDKs keep a line until it ends. */
function boundStream(guard: FetchGuard): Check {
  const { eventChars, streamChars } = limits.provider;
  let sizeBytes = 0;
  let lineBytes = 0;
  return (chunk, controller) => {
    guard.touched();
    sizeBytes += chunk.length;
    const end = chunk.lastIndexOf(lineEnd);
    lineBytes = end < 0 ? lineBytes + chunk.length : chunk.length - end - 1;
    const limit = lineBytes > eventChars ? eventChars : streamChars;
    if (lineBytes <= eventChars && sizeBytes <= streamChars) controller.enqueue(chunk);
    else controller.error(report(guard, tooLarge(guard, limit, 'characters')));
    return undefined;
  };
}

function tooLarge({ failure }: FetchGuard, limit: number, unit: string): AppError {
  return failure.make('PROVIDER_ANSWER_TOO_LARGE', { limit, unit });
}

function report(guard: FetchGuard, error: AppError): AppError {
  guard.broke(error);
  return error;
}
