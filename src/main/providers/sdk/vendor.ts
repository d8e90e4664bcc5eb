import type { AppError } from '../../../shared/errors/index.ts';
import type { FailureMaker } from '../openai-compatible/failure.ts';

/** What a server said instead of answering. */
export interface ServerRefusal {
  readonly status: number;
  readonly text: string;
  readonly retryAfterMs: number | undefined;
}

/** What went wrong, and the words of the server for whoever learns from them; never shown. */
export interface ExplainedError {
  readonly error: AppError;
  readonly detail: string;
}

/** How a stream looks on the line. */
export interface StreamForm {
  readonly accept: string;
  /** The types of content a stream may have; some proxies name none. */
  readonly contentType: RegExp;
  /** What can end an event; each event is bounded. */
  readonly eventEnds: readonly string[];
  /** Looks at the bytes before the SDK does; what it throws ends the attempt. */
  check?(failure: FailureMaker): (chunk: Buffer) => void;
}

/** What one vendor has of its own below its SDK. */
export interface Vendor {
  readonly stream: StreamForm;
  /**
   * The headers of each request beside those that every request has. No header of the SDK is sent:
   * some come from environment variables, others tell the vendor about this machine.
   */
  headers(apiKey: string | undefined): Readonly<Record<string, string>>;
  /** Finds the error for a status that is no success. */
  refuse(refusal: ServerRefusal, failure: FailureMaker): AppError;
  /** Says in the vendor's own words what the line did, where it has some. */
  reword?(error: AppError, failure: FailureMaker): AppError;
  /** Finds the error in what the SDK threw by itself; undefined where it says nothing known. */
  explain(thrown: Error, failure: FailureMaker): ExplainedError | undefined;
}

/** Server-sent events, as all vendors but Ollama stream. */
export const eventStream: StreamForm = {
  accept: 'text/event-stream',
  contentType: /^(?:text\/event-stream|$)/,
  eventEnds: ['\n\n', '\r\n\r\n', '\r\r'],
};

/** The key as most vendors take it. */
export function makeBearer(apiKey: string | undefined): Readonly<Record<string, string>> {
  return apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
}
