import { limits } from '../../../shared/config/limits.ts';
import type { AppError } from '../../../shared/errors/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { FailureMaker } from '../openai-compatible/failure.ts';
import { createStreamWatch } from '../openai-compatible/stream-watch.ts';
import type { ModelEvent } from '../provider.ts';
import type { Attempt, AttemptEnd } from '../stream-attempts.ts';

/** One request of a library, as the code that makes it sees it. */
export interface LibraryCall {
  /** Aborted when the caller gave up, or nothing came in time. */
  readonly signal: AbortSignal;
  /** Bytes came. */
  touch(): void;
  /** A word, a thought or a piece of a tool call came; from now on only pauses are timed. */
  said(): void;
  /** The whole body came; the connection needs no ending. */
  ended(): void;
}

export interface LibraryAttemptSettings {
  readonly clock: Clock;
  readonly failure: FailureMaker;
  readonly firstWordMs: number;
  readonly pauseMs: number;
  /** Makes the request and turns what the library gives into events. */
  readonly open: (call: LibraryCall) => AsyncIterable<ModelEvent>;
  /** Finds the error for whatever was thrown, by the library or by us. */
  readonly explain: (thrown: unknown) => AppError;
}

/** Runs one request of a library: in time, paused while nobody reads, ended when it is cancelled. */
export function startLibraryAttempt(
  settings: LibraryAttemptSettings,
  emit: (event: ModelEvent) => void,
  end: AttemptEnd,
): Attempt {
  const { clock, failure } = settings;
  const ending = new AbortController();
  const gate = createGate();
  const progress = { hasContent: false, hasEnded: false };
  let isCancelled = false;
  const watch = createStreamWatch(clock, settings, progress, (code, values) =>
    ending.abort(failure.make(code, values)),
  );
  const call: LibraryCall = {
    signal: ending.signal,
    touch: () => watch.touch(),
    said: () => void (progress.hasContent = true),
    ended: () => void (progress.hasEnded = true),
  };
  const read = async (): Promise<void> => {
    for await (const event of settings.open(call)) {
      ending.signal.throwIfAborted();
      emit(event);
      if (gate.isClosed) await gate.opened();
    }
  };
  const fail = (thrown: unknown): void => {
    watch.stop();
    const cause: unknown = ending.signal.aborted ? ending.signal.reason : thrown;
    ending.abort();
    if (isCancelled) return;
    const error = settings.explain(cause);
    // Its message holds what the server said, which is all there is to learn from.
    end.failed(error, error.message);
  };
  const finish = (): void => {
    watch.stop();
    if (isCancelled) return;
    if (!progress.hasEnded) endSoon(ending, clock);
    end.finished();
  };
  // Nothing is said before the caller knows this attempt.
  queueMicrotask(() => void read().then(finish, fail));

  return {
    cancel() {
      isCancelled = true;
      watch.stop();
      ending.abort();
      gate.open();
    },
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

/** The rest of an answer that is complete may still come, which keeps its connection usable. */
function endSoon(ending: AbortController, clock: Clock): void {
  clock.after(limits.provider.trailerMs, () => ending.abort(), { unref: true });
}

/** Holds a reading loop while nobody takes what it reads. */
function createGate() {
  let opening: PromiseWithResolvers<void> | undefined;
  return {
    get isClosed() {
      return opening !== undefined;
    },
    close: () => void (opening ??= Promise.withResolvers()),
    open() {
      opening?.resolve();
      opening = undefined;
    },
    opened: () => opening?.promise,
  };
}
