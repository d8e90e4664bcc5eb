export interface BoundedFetchDeps {
  readonly fetch: typeof fetch;
  /** Of one answer, or of one event where the answer is a stream of them; unpacked. */
  readonly maxBytes: number;
  /** The answer to a request broke off: whoever waits for it would wait in vain. */
  readonly onBroken: (reason: string) => void;
}

/** A fetch whose answers end with an error when they are too large; the SDK would keep all of them. */
export function createBoundedFetch(deps: BoundedFetchDeps): typeof fetch {
  return async (input, init) => {
    const response = await deps.fetch(input, init);
    const { body } = response;
    if (!body) return response;
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
    const isAnswer = init?.method === 'POST';
    const bounded = new Response(body.pipeThrough(limitBytes(deps.maxBytes, isStream)), response);
    return isAnswer ? watchEnd(bounded, init.signal ?? undefined, deps.onBroken) : bounded;
  };
}

/** Counts what comes, or, in a stream of events, what has come since an event ended. */
function limitBytes(
  maxBytes: number,
  isStream: boolean,
): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let sizeBytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      sizeBytes += chunk.byteLength;
      if (sizeBytes > maxBytes)
        controller.error(new Error(`the answer is larger than ${maxBytes} bytes`));
      else controller.enqueue(chunk);
      if (isStream) sizeBytes = afterLastEvent(chunk) ?? sizeBytes;
    },
  });
}

/** Bytes behind the last empty line; undefined when there is none. */
function afterLastEvent(chunk: Uint8Array): number | undefined {
  const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const end = Math.max(bytes.lastIndexOf('\n\n'), bytes.lastIndexOf('\n\r\n'));
  return end < 0 ? undefined : bytes.length - end;
}

function watchEnd(
  response: Response,
  signal: AbortSignal | undefined,
  onBroken: (reason: string) => void,
): Response {
  const body: ReadableStream<Uint8Array<ArrayBuffer>> | null = response.body;
  const reader = body?.getReader();
  if (!reader) return response;
  let isCancelled = false;
  const watched = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      try {
        const read = await reader.read();
        if (isCancelled) return;
        if (read.done) controller.close();
        else controller.enqueue(read.value);
      } catch (error) {
        controller.error(error);
        if (signal?.aborted !== true)
          onBroken(error instanceof Error ? error.message : String(error));
      }
    },
    cancel(reason) {
      isCancelled = true;
      return reader.cancel(reason);
    },
  });
  return new Response(watched, response);
}
