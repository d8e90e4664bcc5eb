import type { IncomingMessage } from 'node:http';
import { limits } from '../../../shared/config/limits.ts';
import { toAppError } from '../../../shared/errors/index.ts';
import type { FailureMaker } from '../openai-compatible/failure.ts';
import { makeLineError } from '../openai-compatible/line-error.ts';

/** Sees the bytes of an answer before the library does. */
export interface BodyWatch {
  readonly maxBytes: number;
  /** What can end an event of a stream; each event is bounded. Empty for an answer in one piece. */
  readonly eventEnds: readonly string[];
  /** Something came. */
  touch(): void;
  /** All has come, and the connection is free again. */
  ended(): void;
  /** Looks at the bytes; what it throws is what the reader gets. */
  check?(chunk: Buffer): void;
}

const waitingChunks = 64;

/** The body of a response as a web stream that is bounded and fails with our errors. */
export function makeBody(
  response: IncomingMessage,
  failure: FailureMaker,
  watch: BodyWatch,
): ReadableStream<Uint8Array> {
  const guard = createSizeGuard(failure, watch);
  let isOver = false;
  const over = (act: () => void): void => {
    if (isOver) return;
    isOver = true;
    act();
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const fail = (error: unknown): void =>
          over(() => {
            response.destroy();
            controller.error(error);
          });
        response.on('data', (chunk: Buffer) => {
          if (isOver) return;
          watch.touch();
          try {
            guard(chunk);
            watch.check?.(chunk);
          } catch (error) {
            fail(toAppError(error));
            return;
          }
          controller.enqueue(chunk);
          if ((controller.desiredSize ?? 0) <= 0) response.pause();
        });
        response.on('end', () => {
          watch.ended();
          over(() => controller.close());
        });
        response.on('error', (error) => fail(makeLineError(error, true, failure)));
      },
      pull: () => void response.resume(),
      cancel: () => over(() => response.destroy()),
    },
    new CountQueuingStrategy({ highWaterMark: waitingChunks }),
  );
}

/** Counts all bytes, and those since the last event ended; throws when it is too much. */
function createSizeGuard(
  failure: FailureMaker,
  { maxBytes, eventEnds }: BodyWatch,
): (chunk: Buffer) => void {
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
    const end = Math.max(...eventEnds.map((mark) => chunk.lastIndexOf(mark)));
    eventBytes = end < 0 ? eventBytes + chunk.length : chunk.length - end;
    check(eventBytes, limits.provider.eventChars);
  };
}
