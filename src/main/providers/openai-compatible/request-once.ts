import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { AppError } from '../../../shared/errors/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { FailureMaker } from './failure.ts';
import type { HttpCall, HttpTarget } from './http-target.ts';
import { makeLineError } from './line-error.ts';
import { readBounded } from './read-bounded.ts';
import { makeResponseError, readRefusal } from './response-error.ts';
import { readRetryAfterMs } from './retry-after.ts';

/** Whom a question goes to. */
export interface Asking {
  readonly target: HttpTarget;
  readonly clock: Clock;
  readonly failure: FailureMaker;
}

export interface WholeAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/**
 * Asks what is answered in one piece. Rejects with the signal's reason, or with an AppError when
 * the line breaks, the time is over or the answer is larger than `maxBytes`; any status is an answer.
 */
export function requestOnce(
  { target, clock, failure }: Asking,
  call: HttpCall,
  { timeoutMs, maxBytes }: { readonly timeoutMs: number; readonly maxBytes: number },
  signal: AbortSignal,
): Promise<WholeAnswer> {
  return new Promise((resolve, reject) => {
    let response: IncomingMessage | undefined;
    const request = open(target, call, failure, (from) => {
      response = from;
      const status = from.statusCode ?? 0;
      readBounded(from, maxBytes, (text, isWhole, error) => {
        if (error) settleWith(() => makeLineError(error, true, failure));
        else if (!isWhole) settleWith(() => tooLarge(failure, maxBytes));
        else settle(() => resolve({ status, headers: from.headers, text }));
      });
    });
    /** What comes after the first time has no effect, as with any promise. */
    const settle = (act: () => void): void => {
      timer.cancel();
      signal.removeEventListener('abort', abort);
      request.destroy();
      act();
    };
    const settleWith = (makeReason: () => unknown): void => {
      const reason = makeReason();
      settle(() =>
        reject(reason instanceof Error ? reason : new Error('aborted', { cause: reason })),
      );
    };
    const abort = (): void => settleWith(() => signal.reason);
    const timer = clock.after(timeoutMs, () =>
      settleWith(() => failure.make('PROVIDER_SILENT', { seconds: timeoutMs / 1_000 })),
    );
    request.on('error', (error) =>
      settleWith(() => makeLineError(error, response !== undefined, failure)),
    );
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
  });
}

/** Finds the error for an answer whose status is no success. */
export function refuseAnswer(answer: WholeAnswer, { failure, clock }: Asking): AppError {
  const retryAfterMs = readRetryAfterMs(answer.headers, clock.now());
  return makeResponseError(readRefusal(answer.status, answer.text, retryAfterMs), failure);
}

function open(
  target: HttpTarget,
  call: HttpCall,
  failure: FailureMaker,
  onResponse: Parameters<HttpTarget['open']>[1],
): ReturnType<HttpTarget['open']> {
  try {
    return target.open(call, onResponse);
  } catch (error) {
    throw failure.make('PROVIDER_KEY_UNUSABLE', {}, { cause: error });
  }
}

function tooLarge(failure: FailureMaker, limit: number): AppError {
  return failure.make('PROVIDER_ANSWER_TOO_LARGE', { limit, unit: 'bytes' });
}
