import { toAppError, type AppError } from '../../../shared/errors/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { FailureMaker } from '../openai-compatible/failure.ts';
import { createStreamWatch, type StreamWatch } from '../openai-compatible/stream-watch.ts';
import type { Attempt, AttemptEnd } from '../stream-attempts.ts';
import type { AnswerReader } from './answer-builder.ts';
import type { FetchWatch, SdkFetch } from './sdk-fetch.ts';
import { explainThrown } from './vendor-errors.ts';
import type { Vendor } from './vendor.ts';

/** One request for an answer, as the code that knows the vendor makes it. */
export interface SdkQuestion<E> {
  readonly reader: AnswerReader<E>;
  /** Sends the request by the SDK, which has to use this fetch and may obey the signal. */
  ask(fetch: SdkFetch, signal: AbortSignal): Promise<AsyncIterable<E>>;
}

export interface SdkAttemptSettings {
  readonly clock: Clock;
  readonly failure: FailureMaker;
  readonly vendor: Vendor;
  readonly firstWordMs: number;
  readonly pauseMs: number;
  makeFetch(watch: FetchWatch): SdkFetch;
}

/**
 * Sends a request by a vendor's SDK and reads the answer into the reader. Retries, time limits and
 * errors are ours; the SDK does nothing but write the request and parse the stream.
 */
export function startSdkAttempt<E>(
  settings: SdkAttemptSettings,
  question: SdkQuestion<E>,
  end: AttemptEnd,
): Attempt {
  const { clock, failure, vendor } = settings;
  const { reader } = question;
  const controller = new AbortController();
  const gate = createGate();
  let isOver = false;
  let hasEnded = false;

  const close = (): void => {
    isOver = true;
    watch.stop();
    gate.open();
    controller.abort();
  };
  const fail = (error: AppError, detail = ''): void => {
    if (isOver) return;
    close();
    end.failed(error, detail);
  };
  const finish = (): void => {
    if (isOver) return;
    isOver = true;
    // The rest may still come, which keeps the connection for the next request.
    if (hasEnded) watch.stop();
    else watch.drain();
    reader.finish();
    end.finished();
  };
  /** What goes wrong behind the end of an answer does not take it back. */
  const breakOff = (error: AppError, detail: string): void => {
    if (reader.hasFinished) finish();
    else fail(error, detail);
  };
  const watch = createStreamWatch(clock, makeTimes(settings, reader), reader, (code, values) => {
    breakOff(failure.make(code, values), '');
    controller.abort();
    watch.stop();
  });
  const fetch = settings.makeFetch({
    signal: controller.signal,
    touch: () => watch.touch(),
    ended() {
      hasEnded = true;
      if (isOver) watch.stop();
    },
    isAnswered: () => reader.hasFinished,
    broke: breakOff,
  });
  const read = async (): Promise<void> => {
    for await (const event of await question.ask(fetch, controller.signal)) {
      // After the end the rest is read, so that the connection can be used again.
      if (isOver) continue;
      reader.push(event);
      if (reader.isComplete) finish();
      else if (reader.hasFinished) watch.drain();
      await gate.passed();
    }
    if (isOver) return;
    reader.close();
    if (reader.hasFinished) finish();
    else fail(failure.make(reader.hasBegun ? 'PROVIDER_ANSWER_CUT' : 'PROVIDER_ANSWER_EMPTY'));
  };
  const explain = (thrown: unknown): void => {
    if (isOver) return;
    const { error, detail } = explainThrown(thrown, vendor, failure);
    breakOff(error, detail);
  };
  const readSafely = (): Promise<void> =>
    read()
      .catch(explain)
      .catch((error: unknown) => fail(toAppError(error)));
  // Nothing is said before the caller knows this attempt.
  queueMicrotask(() => void readSafely());
  return makeAttempt(close, watch, gate);
}

type Gate = ReturnType<typeof createGate>;

function makeAttempt(cancel: () => void, watch: StreamWatch, gate: Gate): Attempt {
  return {
    cancel,
    pause() {
      watch.pause();
      gate.close();
    },
    resume() {
      watch.resume();
      gate.open();
    },
  };
}

function makeTimes({ firstWordMs, pauseMs }: SdkAttemptSettings, reader: AnswerReader<never>) {
  return {
    firstWordMs,
    // A model that thinks in silence is alive: it may take as long as a first word may.
    get pauseMs() {
      return reader.isThinking ? Math.max(firstWordMs, pauseMs) : pauseMs;
    },
  };
}

/** Holds a reading loop while nobody takes what it reads. */
function createGate() {
  let closed: PromiseWithResolvers<undefined> | undefined;
  return {
    close: () => void (closed ??= Promise.withResolvers()),
    open() {
      closed?.resolve(undefined);
      closed = undefined;
    },
    passed: () => closed?.promise,
  };
}
