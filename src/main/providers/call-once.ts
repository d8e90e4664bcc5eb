import type { AppError } from '../../shared/errors/index.ts';
import { delay } from '../platform/clock.ts';
import type { FailureMaker } from './openai-compatible/failure.ts';
import type { ProviderDeps } from './provider.ts';
import { retryDelayMs } from './retry.ts';

export interface CallOptions<T> {
  readonly deps: Pick<ProviderDeps, 'clock' | 'config' | 'monitor' | 'random'>;
  readonly failure: FailureMaker;
  /** The model that is asked; undefined for the list of models. */
  readonly model: string | undefined;
  readonly timeoutMs: number;
  readonly retries: number;
  readonly signal: AbortSignal;
  readonly run: (signal: AbortSignal) => Promise<T>;
  readonly explain: (thrown: unknown) => AppError;
}

/** Makes a request that is answered in one piece, in time, with retries; tells the monitor. */
export async function callOnce<T>(options: CallOptions<T>): Promise<T> {
  const { deps, failure, signal } = options;
  for (let attempt = 1; ; attempt++) {
    signal.throwIfAborted();
    try {
      const result = await runInTime(options);
      if (options.model !== undefined) deps.monitor.worked(options.model);
      return result;
    } catch (thrown) {
      signal.throwIfAborted();
      const error = options.explain(thrown);
      const delayMs =
        attempt > options.retries ? undefined : retryDelayMs(error, attempt, deps.random);
      if (delayMs === undefined) {
        deps.monitor.failed(options.model, error);
        throw error;
      }
      await delay(deps.clock, delayMs, signal);
    }
  }

  async function runInTime({ run, timeoutMs }: CallOptions<T>): Promise<T> {
    const ending = new AbortController();
    const stop = (): void => ending.abort(signal.reason);
    const timer = deps.clock.after(timeoutMs, () =>
      ending.abort(failure.make('PROVIDER_SILENT', { seconds: timeoutMs / 1_000 })),
    );
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await run(ending.signal);
    } catch (thrown) {
      throw ending.signal.aborted ? ending.signal.reason : thrown;
    } finally {
      timer.cancel();
      signal.removeEventListener('abort', stop);
    }
  }
}
