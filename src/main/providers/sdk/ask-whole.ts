import { AppError } from '../../../shared/errors/index.ts';
import { callOnce } from '../call-once.ts';
import type { FailureMaker } from '../openai-compatible/failure.ts';
import type { ProviderDeps } from '../provider.ts';
import type { AnswerForm, FetchWatch, SdkFetch } from './sdk-fetch.ts';
import { explainThrown } from './vendor-errors.ts';
import type { Vendor } from './vendor.ts';

/** A question that is answered in one piece. */
export interface WholeQuestion {
  /** Undefined where none is asked; then it is asked once. */
  readonly model: string | undefined;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/** What became of a question below the SDK. */
export interface Line {
  readonly failure: FailureMaker;
  /** Why the last request failed. */
  broken(): AppError | undefined;
}

export interface AskDeps {
  readonly deps: ProviderDeps;
  readonly vendor: Vendor;
  makeFailure(model: string): FailureMaker;
  makeFetch(failure: FailureMaker, watch: FetchWatch, form: AnswerForm): SdkFetch;
}

const wholeAnswer = {
  accept: 'application/json',
  contentType: /^application\/(?:[\w.-]+\+)?json/,
  eventEnds: [],
};

const nothing = (): void => undefined;

/**
 * Asks by an SDK, again where that can help, and tells the monitor. Rejects with the signal's reason
 * or with an AppError.
 */
export function askWhole<T>(
  asking: AskDeps,
  { model, timeoutMs, maxBytes }: WholeQuestion,
  signal: AbortSignal,
  run: (fetch: SdkFetch, signal: AbortSignal, line: Line) => Promise<T>,
): Promise<T> {
  const { deps, vendor } = asking;
  const failure = asking.makeFailure(model ?? 'its list of models');
  let broken: AppError | undefined;
  const broke = (error: AppError): void => void (broken = error);
  const isAnswered = (): boolean => false;
  return callOnce({
    ...{ deps, failure, model, timeoutMs, signal },
    retries: model === undefined ? 0 : deps.config.retries,
    run(ending) {
      broken = undefined;
      const watch = { signal: ending, touch: nothing, ended: nothing, isAnswered, broke };
      const fetch = asking.makeFetch(failure, watch, { ...wholeAnswer, maxBytes });
      return run(fetch, ending, { failure, broken: () => broken });
    },
    explain: (thrown) =>
      thrown instanceof AppError
        ? thrown
        : (broken ?? explainThrown(thrown, vendor, failure).error),
  });
}
