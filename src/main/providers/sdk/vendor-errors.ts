import { AppError } from '../../../shared/errors/index.ts';
import { isJsonObject } from '../json-value.ts';
import type { FailureMaker } from '../openai-compatible/failure.ts';
import {
  guessStatus,
  makeResponseError,
  readRefusal,
  readRefusalValue,
} from '../openai-compatible/response-error.ts';
import type { ExplainedError, Vendor } from './vendor.ts';

/** The errors of OpenAI and Anthropic, whose SDKs keep the body of an error event in `error`. */
export const commonErrors: Pick<Vendor, 'refuse' | 'explain'> = {
  refuse: ({ status, text, retryAfterMs }, failure) =>
    makeResponseError(readRefusal(status, text, retryAfterMs), failure),
  explain: (thrown, failure) =>
    'error' in thrown && isJsonObject(thrown.error)
      ? explainEvent(thrown.error, failure)
      : undefined,
};

/** Finds the error for the body of one that came as an event, where there is no status any more. */
export function explainEvent(body: unknown, failure: FailureMaker): ExplainedError {
  const said = readRefusalValue(0, body);
  const error = makeResponseError({ ...said, status: guessStatus(said.label) }, failure);
  return { error, detail: JSON.stringify(body) };
}

/**
 * Finds the error of the registry for whatever was thrown while an SDK worked. What the line did is
 * told by our own fetch and found again behind the words of the SDK; the rest it could not read.
 */
export function explainThrown(
  thrown: unknown,
  vendor: Pick<Vendor, 'explain'>,
  failure: FailureMaker,
): ExplainedError {
  const chain = listCauses(thrown);
  for (const error of chain) {
    if (error instanceof AppError) return { error, detail: '' };
    const explained = vendor.explain(error, failure);
    if (explained) return explained;
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const reason = failure.quote(message.slice(0, quotedChars)).replace(/^: /, '');
  const error = failure.make('PROVIDER_ANSWER_MALFORMED', { reason }, { cause: thrown });
  return { error, detail: '' };
}

const quotedChars = 120;
const longestChain = 8;

function listCauses(thrown: unknown): readonly Error[] {
  const chain: Error[] = [];
  for (let at = thrown; at instanceof Error && chain.length < longestChain; at = at.cause) {
    chain.push(at);
  }
  return chain;
}
