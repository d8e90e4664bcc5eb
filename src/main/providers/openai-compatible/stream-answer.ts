import { newId } from '../../platform/ids.ts';
import type { ModelEvent, ModelRequest, ProviderDeps } from '../provider.ts';
import { streamAttempts } from '../stream-attempts.ts';
import { createAnswerDecoder } from './answer-decoder.ts';
import { startAttempt } from './attempt.ts';
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
  const { clock, config, dialect, target } = context;
  const failure = createFailureMaker(context.id, request.model, target.address, context.apiKey);
  return streamAttempts(context, signal, {
    model: request.model,
    failure,
    start: (emit, end) =>
      startAttempt(
        {
          target,
          clock,
          failure,
          decoder: createAnswerDecoder(request, failure, makeCallId, emit),
          body: writeRequestBody(request, dialect),
          firstWordMs: config.attemptTimeoutSeconds * 1_000,
          pauseMs: config.chunkTimeoutSeconds * 1_000,
        },
        end,
      ),
    learn: (detail) => learnDialect(dialect, detail, request),
  });
}
