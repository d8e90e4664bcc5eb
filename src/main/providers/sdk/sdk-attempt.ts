import { toAppError, type AppError } from '../../../shared/errors/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { FailureMaker } from '../openai-compatible/failure.ts';
import { createStreamWatch } from '../openai-compatible/stream-watch.ts';
import type { Attempt, AttemptEnd } from '../stream-attempts.ts';
import type { AnswerReader } from './answer-builder.ts';
import { explainSdkError } from './explain-sdk-error.ts';
import { createGuardedFetch, type Fetch } from './guarded-fetch.ts';

export interface SdkAttemptSettings<E> {
  readonly clock: Clock;
  readonly failure: FailureMaker;
  readonly firstWordMs: number;
  readonly pauseMs: number;
  readonly reader: AnswerReader<E>;
  /** Sends the request by the SDK, which has to use this fetch and to obey the signal. */
  ask(fetch: Fetch, signal: AbortSignal): Promise<AsyncIterable<E>>;
}

/**
 * Sends a request by a vendor's SDK and reads the answer into the reader. Retries, time limits and
 * errors are ours; the SDK does nothing but write the request and parse the stream.
 */
export function startSdkAttempt<E>(settings: SdkAttemptSettings<E>, end: AttemptEnd): Attempt {
  const { clock, failure, reader } = settings;
  const controller = new AbortController();
  const gate = createGate();
  let isOver = false;
  let hasResponse = false;

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
    watch.drain();
    reader.finish();
    end.finished();
  };
  const watch = createStreamWatch(clock, makeTimes(settings), reader, (code, values) => {
    if (reader.hasFinished) {
      finish();
      controller.abort();
    } else fail(failure.make(code, values));
  });
  const guardedFetch = createGuardedFetch({
    failure,
    expects: 'stream',
    responded: () => (hasResponse = true),
    touched: () => watch.touch(),
    isAnswered: () => reader.hasFinished,
    broke: (error) => fail(error),
  });
  const explain = (thrown: unknown): void => {
    if (isOver) return;
    if (reader.hasFinished) {
      finish();
      return;
    }
    const explained = explainSdkError(thrown, { failure, hasResponse, nowMs: clock.now() });
    fail(explained.error, explained.detail);
  };
  const read = async (): Promise<void> => {
    const events = await settings.ask(guardedFetch, controller.signal);
    for await (const event of events) {
      // After the end the rest is read, so that the connection can be used again.
      if (isOver) continue;
      reader.push(event);
      if (reader.isComplete) finish();
      else if (reader.hasFinished) watch.drain();
      await gate.passed();
    }
    if (reader.hasFinished) finish();
    else fail(failure.make(reader.hasBegun ? 'PROVIDER_ANSWER_CUT' : 'PROVIDER_ANSWER_EMPTY'));
  };
  void read()
    .catch(explain)
    .catch((error: unknown) => fail(toAppError(error)))
    .finally(() => watch.stop());

  return {
    cancel: close,
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

function makeTimes<E>({ reader, firstWordMs, pauseMs }: SdkAttemptSettings<E>) {
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
