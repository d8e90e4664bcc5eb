import type { AppError } from '../../../shared/errors/index.ts';
import { delay, type Clock } from '../../platform/clock.ts';
import type { FailureMaker } from '../openai-compatible/failure.ts';
import { retryDelayMs } from '../retry.ts';
import { explainSdkError } from './explain-sdk-error.ts';
import { createGuardedFetch, type Fetch } from './guarded-fetch.ts';

/** One question that is answered in one piece. */
export interface SdkCall<T> {
  readonly clock: Clock;
  readonly failure: FailureMaker;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly retries: number;
  readonly random: () => number;
  ask(fetch: Fetch, signal: AbortSignal): Promise<T>;
}

/** Asks, again where that can help. Rejects with the signal's reason, or with an AppError. */
export async function callSdk<T>(call: SdkCall<T>, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    signal.throwIfAborted();
    const outcome = await askOnce(call, signal);
    if (outcome.isOk) return outcome.value;
    const mayRetry = attempt <= call.retries;
    const delayMs = mayRetry ? retryDelayMs(outcome.error, attempt, call.random) : undefined;
    if (delayMs === undefined) throw outcome.error;
    await delay(call.clock, delayMs, signal);
  }
}

type Outcome<T> =
  { readonly isOk: true; readonly value: T } | { readonly isOk: false; readonly error: AppError };

/** Rejects only with the signal's reason. */
function askOnce<T>(call: SdkCall<T>, signal: AbortSignal): Promise<Outcome<T>> {
  const { clock, failure, timeoutMs } = call;
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    let hasResponse = false;
    const settle = (): void => {
      timer.cancel();
      signal.removeEventListener('abort', abort);
      controller.abort();
    };
    const fail = (error: AppError): void => {
      settle();
      resolve({ isOk: false, error });
    };
    const abort = (): void => {
      settle();
      // The reason is whatever a caller of `abort` chose.
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
      reject(signal.reason);
    };
    const timer = clock.after(timeoutMs, () =>
      fail(failure.make('PROVIDER_SILENT', { seconds: timeoutMs / 1_000 })),
    );
    signal.addEventListener('abort', abort, { once: true });
    const guardedFetch = createGuardedFetch({
      failure,
      expects: { maxBytes: call.maxBytes },
      responded: () => (hasResponse = true),
      touched: () => undefined,
      isAnswered: () => false,
      broke: fail,
    });
    call.ask(guardedFetch, controller.signal).then(
      (value) => {
        settle();
        resolve({ isOk: true, value });
      },
      (thrown: unknown) =>
        fail(explainSdkError(thrown, { failure, hasResponse, nowMs: clock.now() }).error),
    );
  });
}
