import type { IncomingMessage } from 'node:http';
import { limits } from '../../../shared/config/limits.ts';
import { toAppError, type AppError } from '../../../shared/errors/index.ts';
import type { FailureMaker } from '../openai-compatible/failure.ts';
import { makeLineError } from '../openai-compatible/line-error.ts';

/** How much of an answer may come. */
export interface BodyBounds {
  readonly maxBytes: number;
  /** What can end an event of a stream; each event is bounded. Empty for an answer in one piece. */
  readonly eventEnds: readonly string[];
  /** Looks at the bytes; what it throws is what the reader gets. */
  check?(chunk: Buffer): void;
}

/** Hears of a body what its reader does not. */
export interface BodyWatch {
  touch(): void;
  ended(): void;
  /** What still comes is read to nowhere when the reader leaves. */
  isAnswered(): boolean;
  broke(error: AppError): void;
}

const waitingChunks = 64;

/**
 * The body of a response as a web stream that is bounded and fails with our errors. What came before
 * a failure is read before it: an answer whose line breaks behind its end is an answer.
 */
export function makeBody(
  response: IncomingMessage,
  failure: FailureMaker,
  bounds: BodyBounds,
  watch: BodyWatch,
): ReadableStream<Uint8Array> {
  const guard = createSizeGuard(failure, bounds);
  const chunks: Buffer[] = [];
  let end: { readonly error?: AppError } | undefined;
  let isLeft = false;
  let waiting: (() => void) | undefined;

  const wake = (): void => {
    waiting?.();
    waiting = undefined;
  };
  const stop = (error?: AppError): void => {
    if (end) return;
    end = error ? { error } : {};
    if (error) response.destroy();
    wake();
  };
  response.on('data', (chunk: Buffer) => {
    if (end) return;
    watch.touch();
    try {
      guard(chunk);
      bounds.check?.(chunk);
    } catch (error) {
      stop(toAppError(error));
      return;
    }
    if (isLeft) return;
    chunks.push(chunk);
    if (chunks.length >= waitingChunks) response.pause();
    wake();
  });
  response.on('end', () => {
    watch.ended();
    stop();
  });
  response.on('error', (error) => stop(makeLineError(error, true, failure)));

  const handOut = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    if (isLeft) return;
    if (chunks.length > 0) {
      for (const chunk of chunks) controller.enqueue(chunk);
      chunks.length = 0;
      response.resume();
    } else if (end?.error) {
      watch.broke(end.error);
      controller.error(end.error);
    } else if (end) controller.close();
  };

  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (chunks.length > 0 || end) {
          handOut(controller);
          return undefined;
        }
        return new Promise((resolve) => {
          waiting = () => {
            handOut(controller);
            resolve();
          };
        });
      },
      cancel() {
        isLeft = true;
        chunks.length = 0;
        wake();
        if (watch.isAnswered()) response.resume();
        else response.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}

/** Counts all bytes, and those since the last event ended; throws when it is too much. */
function createSizeGuard(
  failure: FailureMaker,
  { maxBytes, eventEnds }: BodyBounds,
): (chunk: Buffer) => void {
  const findEnd = createEndFinder(eventEnds);
  let bytes = 0;
  let eventBytes = 0;
  const check = (count: number, limit: number): void => {
    if (count <= limit) return;
    throw failure.make('PROVIDER_ANSWER_TOO_LARGE', { limit, unit: 'bytes' });
  };
  return (chunk) => {
    bytes += chunk.length;
    check(bytes, maxBytes);
    if (eventEnds.length === 0) return;
    const end = findEnd(chunk);
    eventBytes = end === undefined ? eventBytes + chunk.length : chunk.length - end;
    check(eventBytes, limits.provider.eventChars);
  };
}

/** Finds where in a chunk the last event ends, also when its mark began in the chunk before. */
function createEndFinder(marks: readonly string[]): (chunk: Buffer) => number | undefined {
  const seam = Math.max(0, ...marks.map((mark) => mark.length - 1));
  let tail = '';
  return (chunk) => {
    const joined = tail + chunk.toString('latin1', 0, seam);
    const last = tail + chunk.toString('latin1', Math.max(0, chunk.length - seam));
    tail = last.slice(Math.max(0, last.length - seam));
    const end = Math.max(...marks.map((mark) => chunk.lastIndexOf(mark)));
    if (end >= 0) return end;
    return marks.some((mark) => joined.includes(mark)) ? 0 : undefined;
  };
}
