import { limits } from '../../shared/config/limits.ts';
import type { AppError } from '../../shared/errors/index.ts';
import type { Timer } from '../platform/clock.ts';
import { createEventQueue } from './event-queue.ts';
import type { FailureMaker } from './openai-compatible/failure.ts';
import type { ModelEvent, ProviderDeps } from './provider.ts';
import { retryDelayMs } from './retry.ts';

/** One request for an answer. */
export interface Attempt {
  cancel(): void;
  pause(): void;
  resume(): void;
}

/** Where an attempt says how it ended: exactly one call, none after `cancel`. */
export interface AttemptEnd {
  /** The answer is complete and handed out. */
  finished(): void;
  /** @param detail the words of a refusal, as the server wrote them; never shown. */
  failed(error: AppError, detail: string): void;
  /** The server had closed this connection while it was idle; nothing was asked yet. */
  wasStale(): void;
}

/** What the loop of attempts is made from. */
export interface AttemptLoop {
  readonly model: string;
  readonly failure: FailureMaker;
  /** Begins an attempt; `end` is not called before this has returned. */
  start(emit: (event: ModelEvent) => void, end: AttemptEnd): Attempt;
  /** Learns from a refused request; true when the same, written otherwise, is worth an attempt. */
  learn(detail: string): boolean;
}

type Deps = Pick<ProviderDeps, 'clock' | 'config' | 'monitor' | 'random'>;

/** Asks a model, again where that can help, and hands out what it says. Begins when it is read. */
export function streamAttempts(
  { clock, config, monitor, random }: Deps,
  signal: AbortSignal,
  loop: AttemptLoop,
): AsyncIterable<ModelEvent> {
  let attempt: Attempt | undefined;
  let timer: Timer | undefined;
  let retries = 0;
  let staleSockets = 0;
  let hasYielded = false;

  const stop = (): void => {
    signal.removeEventListener('abort', abort);
    timer?.cancel();
    attempt?.cancel();
  };
  const abort = (): void => queue.fail(signal.reason);
  const queue = createEventQueue<ModelEvent>({
    limit: limits.provider.queuedEvents,
    start() {
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) abort();
      else begin();
    },
    stop,
    pause: () => attempt?.pause(),
    resume: () => attempt?.resume(),
  });
  const emit = (event: ModelEvent): void => {
    hasYielded = true;
    queue.push(event);
  };
  const finished = (): void => {
    // Its socket goes back to the pool by itself.
    attempt = undefined;
    monitor.worked(loop.model);
    queue.end();
  };
  const failed = (error: AppError, detail: string): void => {
    if (!hasYielded && error.code === 'PROVIDER_REQUEST_INVALID' && loop.learn(detail)) {
      begin();
      return;
    }
    const delayMs =
      hasYielded || retries >= config.retries
        ? undefined
        : retryDelayMs(error, retries + 1, random);
    if (delayMs === undefined) {
      monitor.failed(loop.model, error);
      queue.fail(error);
      return;
    }
    retries++;
    queue.push({ type: 'retry', attempt: retries, delayMs, reason: error.message });
    timer = clock.after(delayMs, begin);
  };
  const wasStale = (): void => {
    const reason = 'the connection was reset';
    if (++staleSockets <= limits.provider.staleSockets) begin();
    else failed(loop.failure.make('PROVIDER_UNREACHABLE', { reason }), '');
  };
  function begin(): void {
    attempt = loop.start(emit, { finished, failed, wasStale });
  }
  return queue;
}
