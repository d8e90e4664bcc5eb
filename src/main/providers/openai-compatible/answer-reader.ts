import type { IncomingMessage } from 'node:http';
import { createParser } from 'eventsource-parser';
import { limits } from '../../../shared/config/limits.ts';
import { toAppError, type AppError } from '../../../shared/errors/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { AnswerDecoder } from './answer-decoder.ts';
import type { FailureMaker } from './failure.ts';
import { readBounded } from './read-bounded.ts';
import { makeResponseError, readRefusal } from './response-error.ts';
import { readRetryAfterMs } from './retry-after.ts';
import type { StreamWatch } from './stream-watch.ts';

export interface AnswerSettings {
  readonly clock: Clock;
  readonly failure: FailureMaker;
  readonly decoder: AnswerDecoder;
}

/** Where an attempt hears how the reading goes. Each method may be called when it is over already. */
export interface AnswerSink {
  isOver(): boolean;
  readonly watch: StreamWatch;
  /** The answer is complete. */
  finish(): void;
  /** @param detail the words of a refusal, as the server wrote them. */
  fail(error: AppError, detail?: string): void;
  /** The response ended; whether it was complete shows in the decoder. */
  ended(): void;
}

/** Reads a response into the decoder, whatever it turns out to be. */
export function readAnswer(
  response: IncomingMessage,
  settings: AnswerSettings,
  sink: AnswerSink,
): void {
  const status = response.statusCode ?? 0;
  if (status < 200 || status >= 300) {
    readErrorAnswer(response, status, settings, sink);
    return;
  }
  const type = response.headers['content-type'] ?? '';
  if (type.startsWith('application/json')) readWhole(response, settings, sink);
  // Small servers send no type or a wrong one; what is no stream shows itself soon.
  else if (/^(?:text\/event-stream|text\/plain|$)/.test(type)) readStream(response, settings, sink);
  else {
    const values = { status, contentType: type.slice(0, 80) };
    sink.fail(settings.failure.make('PROVIDER_ANSWER_NOT_STREAM', values));
  }
}

function readErrorAnswer(
  response: IncomingMessage,
  status: number,
  { failure, clock }: AnswerSettings,
  sink: AnswerSink,
): void {
  readBounded(response, limits.provider.errorBytes, (text, _isWhole, error) => {
    if (error) return;
    const retryAfterMs = readRetryAfterMs(response.headers, clock.now());
    sink.fail(makeResponseError(readRefusal(status, text, retryAfterMs), failure), text);
  });
}

/** Some servers ignore `stream: true` and answer in one piece. */
function readWhole(
  response: IncomingMessage,
  { decoder, failure }: AnswerSettings,
  sink: AnswerSink,
): void {
  readBounded(response, limits.provider.eventChars, (text, isWhole, error) => {
    if (error || sink.isOver()) return;
    try {
      if (!isWhole) throw tooLarge(failure, limits.provider.eventChars, 'bytes');
      decoder.pushWhole(text);
      sink.ended();
    } catch (thrown) {
      sink.fail(toAppError(thrown));
    }
  });
}

function readStream(
  response: IncomingMessage,
  { decoder, failure }: AnswerSettings,
  sink: AnswerSink,
): void {
  const { eventChars, streamChars } = limits.provider;
  let chars = 0;
  const parser = createParser({
    maxBufferSize: eventChars,
    onEvent({ data }) {
      if (sink.isOver()) return;
      if (data !== '[DONE]') decoder.push(data);
      // An end mark with nothing before it is no answer; the end of the response will say so.
      else if (decoder.hasBegun) sink.finish();
    },
    onError(error) {
      if (error.type !== 'max-buffer-size-exceeded') return;
      throw tooLarge(failure, eventChars, 'characters');
    },
  });
  // Also puts characters together that were cut between two chunks.
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    if (sink.isOver()) return;
    sink.watch.touch();
    try {
      chars += chunk.length;
      if (chars > streamChars) throw tooLarge(failure, streamChars, 'characters');
      parser.feed(chunk);
      if (decoder.hasFinished && !sink.isOver()) sink.watch.drain();
    } catch (error) {
      sink.fail(toAppError(error));
    }
  });
  response.on('end', () => sink.ended());
}

function tooLarge(failure: FailureMaker, limit: number, unit: string): AppError {
  return failure.make('PROVIDER_ANSWER_TOO_LARGE', { limit, unit });
}
