import { limits } from '../../../shared/config/limits.ts';
import type { AppError } from '../../../shared/errors/index.ts';
import type { Timer } from '../../platform/clock.ts';
import { newId } from '../../platform/ids.ts';
import { createEventQueue } from '../event-queue.ts';
import type { ModelEvent, ModelRequest, ProviderDeps } from '../provider.ts';
import { retryDelayMs } from '../retry.ts';
import { createAnswerDecoder } from './answer-decoder.ts';
import { startAttempt, type Attempt } from './attempt.ts';
import { learnDialect, type Dialect } from './dialect.ts';
import { createFailureMaker } from './failure.ts';
import type { HttpTarget } from './http-target.ts';
import { writeRequestBody } from './request-body.ts';

export interface StreamContext extends Omit<ProviderDeps, 'log'> {
  readonly target: HttpTarget;
  readonly dialect: Dialect;
  readonly apiKey: string | undefined;
}

const makeCallId = (): string => `call_${newId()}`;

/** Asks a model, again where that can help, and hands out what it says. Begins when it is read. */
export function streamAnswer(
  context: StreamContext,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncIterable<ModelEvent> {
  const { clock, config, dialect, monitor, target } = context;
  const failure = createFailureMaker(context.id, request.model, target.address, context.apiKey);
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
    monitor.worked(request.model);
    queue.end();
  };
  const failed = (error: AppError, detail: string): void => {
    if (!hasYielded && isDialectError(error) && learnDialect(dialect, detail, request)) {
      begin();
      return;
    }
    const delayMs =
      hasYielded || retries >= config.retries
        ? undefined
        : retryDelayMs(error, retries + 1, context.random);
    if (delayMs === undefined) {
      monitor.failed(request.model, error);
      queue.fail(error);
      return;
    }
    retries++;
    queue.push({ type: 'retry', attempt: retries, delayMs, reason: error.message });
    timer = clock.after(delayMs, begin);
  };
  const wasStale = (): void => {
    if (++staleSockets <= limits.provider.staleSockets) begin();
    else failed(failure.make('PROVIDER_UNREACHABLE', { reason: 'the connection was reset' }), '');
  };
  function begin(): void {
    attempt = startAttempt(
      {
        target,
        clock,
        failure,
        decoder: createAnswerDecoder(request, failure, makeCallId, emit),
        body: writeRequestBody(request, dialect),
        firstWordMs: config.attemptTimeoutSeconds * 1_000,
        pauseMs: config.chunkTimeoutSeconds * 1_000,
      },
      { finished, failed, wasStale },
    );
  }
  return queue;
}

const isDialectError = (error: AppError): boolean => error.code === 'PROVIDER_REQUEST_INVALID';
