import { AppError } from '../../../shared/errors/index.ts';
import { isJsonObject } from '../json-value.ts';
import type { FailureMaker } from '../openai-compatible/failure.ts';
import { makeLineError } from '../openai-compatible/line-error.ts';
import {
  guessStatus,
  makeResponseError,
  readRefusalValue,
} from '../openai-compatible/response-error.ts';
import { readRetryAfterMs } from '../openai-compatible/retry-after.ts';

/** What went wrong, and the words of the server for whoever learns from them; never shown. */
export interface ExplainedError {
  readonly error: AppError;
  readonly detail: string;
}

export interface ExplainContext {
  readonly failure: FailureMaker;
  /** The status line had come, so the server was there. */
  readonly hasResponse: boolean;
  readonly nowMs: number;
}

/**
 * Finds the error of the registry for what an SDK threw. The SDKs of the vendors have classes of
 * their own, but all of them keep `status`, `headers` and the parsed body in `error`.
 */
export function explainSdkError(thrown: unknown, context: ExplainContext): ExplainedError {
  const { failure } = context;
  for (const error of listCauses(thrown)) {
    if (error instanceof AppError) return { error, detail: '' };
    const refused = explainRefusal(error, context);
    if (refused) return refused;
  }
  if (thrown instanceof SyntaxError || thrown instanceof TypeError) {
    const cause = listCauses(thrown).at(-1);
    if (cause === thrown) {
      const reason = 'an event is not of the form the protocol gives it';
      const options = { cause: thrown };
      return { error: failure.make('PROVIDER_ANSWER_MALFORMED', { reason }, options), detail: '' };
    }
  }
  const last = listCauses(thrown).find(hasCode) ?? listCauses(thrown).at(-1);
  const error = makeLineError(last ?? new Error(String(thrown)), context.hasResponse, failure);
  return { error, detail: '' };
}

/** Also an error event inside a stream, where there is no status any more. */
function explainRefusal(error: Error, context: ExplainContext): ExplainedError | undefined {
  if (!('status' in error) || !('error' in error)) return undefined;
  const body = error.error;
  if (typeof error.status === 'number') {
    const headers = 'headers' in error && error.headers instanceof Headers ? error.headers : [];
    const retryAfterMs = readRetryAfterMs(Object.fromEntries(headers), context.nowMs);
    const refusal = { ...readRefusalValue(error.status, body), retryAfterMs };
    const made = makeResponseError(refusal, context.failure);
    return { error: made, detail: JSON.stringify(body ?? error.message) };
  }
  return isJsonObject(body) ? explainEvent(body, context.failure) : undefined;
}

/** The same for the body of an error that came as an event. */
export function explainEvent(body: unknown, failure: FailureMaker): ExplainedError {
  const said = readRefusalValue(0, body);
  const error = makeResponseError({ ...said, status: guessStatus(said.label) }, failure);
  return { error, detail: JSON.stringify(body) };
}

const longestChain = 8;

function listCauses(thrown: unknown): readonly Error[] {
  const chain: Error[] = [];
  for (let at = thrown; at instanceof Error && chain.length < longestChain; at = at.cause) {
    chain.push(at);
  }
  return chain;
}

const hasCode = (error: Error): boolean => 'code' in error && typeof error.code === 'string';
