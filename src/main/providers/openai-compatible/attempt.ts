import type { ClientRequest, IncomingMessage } from 'node:http';
import type { AppError } from '../../../shared/errors/index.ts';
import type { Attempt, AttemptEnd } from '../stream-attempts.ts';
import { readAnswer, type AnswerSettings, type AnswerSink } from './answer-reader.ts';
import type { HttpTarget } from './http-target.ts';
import { isStaleSocket, makeLineError } from './line-error.ts';
import { createStreamWatch } from './stream-watch.ts';

export interface AttemptSettings extends AnswerSettings {
  readonly target: HttpTarget;
  readonly body: string;
  readonly firstWordMs: number;
  readonly pauseMs: number;
}

/**
 * Sends the request and reads the answer into the decoder. Exactly one method of `end` is called,
 * never before this function has returned, and none after `cancel`.
 */
export function startAttempt(settings: AttemptSettings, end: AttemptEnd): Attempt {
  const { failure, decoder, clock } = settings;
  let isOver = false;
  let response: IncomingMessage | undefined;
  let request: ClientRequest | undefined;

  const close = (): void => {
    isOver = true;
    watch.stop();
    request?.destroy();
  };
  const fail = (error: AppError, detail = ''): void => {
    if (isOver) return;
    close();
    end.failed(error, detail);
  };
  const finish = (): void => {
    if (isOver) return;
    isOver = true;
    // The socket goes back to the pool when the rest has come; the watch sees to it that it comes.
    watch.drain();
    response?.resume();
    decoder.finish();
    end.finished();
  };
  const broke = (error: Error): void => {
    if (isOver) watch.stop();
    else if (decoder.hasFinished) finish();
    else if (request && !response && isStaleSocket(error, request)) {
      close();
      end.wasStale();
    } else fail(makeLineError(error, response !== undefined, failure));
  };
  const watch = createStreamWatch(clock, settings, decoder, (code, values) => {
    if (isOver) request?.destroy();
    else if (decoder.hasFinished) finish();
    else fail(failure.make(code, values));
  });
  const sink: AnswerSink = {
    isOver: () => isOver,
    watch,
    finish,
    fail,
    ended() {
      watch.stop();
      if (decoder.hasFinished) finish();
      else fail(failure.make(decoder.hasBegun ? 'PROVIDER_ANSWER_CUT' : 'PROVIDER_ANSWER_EMPTY'));
      watch.stop();
    },
  };

  try {
    request = settings.target.open(
      {
        method: 'POST',
        path: '/chat/completions',
        body: settings.body,
        accept: 'text/event-stream',
      },
      (from) => {
        response = from;
        from.on('error', broke);
        readAnswer(from, settings, sink);
      },
    );
    request.on('error', broke);
  } catch (error) {
    // Node refuses to send a header with line breaks or other unusual characters.
    queueMicrotask(() => fail(failure.make('PROVIDER_KEY_UNUSABLE', {}, { cause: error })));
  }

  return {
    cancel: close,
    pause() {
      watch.pause();
      response?.pause();
    },
    resume() {
      watch.resume();
      response?.resume();
    },
  };
}
