import type { AppError, ErrorCode } from '../../../shared/errors/index.ts';
import { isJsonObject, parseJson, readText } from '../json-value.ts';
import type { FailureMaker } from '../openai-compatible/failure.ts';
import type { ExplainedError, ServerRefusal } from '../sdk/vendor.ts';

const tooLong = /exceed[\w ]* context|context (?:length|size)|too long/i;

/** Finds the error for a refused request, from a body `{"error": text}`. */
export function makeOllamaError(
  { status, text, retryAfterMs }: ServerRefusal,
  failure: FailureMaker,
): AppError {
  const said = readWords(text);
  const values = { status, reason: failure.quote(said) };
  return failure.make(findCode(status, said ?? ''), values, retryAfterMs ? { retryAfterMs } : {});
}

/** The words may themselves be the JSON of the program that runs the model. */
function readWords(body: string): string | undefined {
  const value = parseJson(body);
  const error = isJsonObject(value) ? value['error'] : undefined;
  if (isJsonObject(error)) return readText(error, 'message');
  if (typeof error !== 'string') return undefined;
  return error.startsWith('{') ? (readWords(error) ?? error) : error;
}

function findCode(status: number, said: string): ErrorCode {
  if (tooLong.test(said)) return 'PROVIDER_CONTEXT_TOO_LONG';
  if (status >= 500) return 'PROVIDER_FAILED';
  switch (status) {
    case 401:
      return 'PROVIDER_KEY_REFUSED';
    case 402:
      return 'PROVIDER_QUOTA_SPENT';
    case 403:
      return 'PROVIDER_ACCESS_REFUSED';
    case 404:
      return /model/i.test(said) ? 'PROVIDER_MODEL_NOT_PULLED' : 'PROVIDER_ENDPOINT_MISSING';
    case 405:
      return 'PROVIDER_ENDPOINT_MISSING';
    case 429:
      return 'PROVIDER_LIMITED';
    default:
      return 'PROVIDER_REQUEST_INVALID';
  }
}

/** Finds the error for a stream that ended without its last line. */
export function explainOllama(thrown: Error, failure: FailureMaker): ExplainedError | undefined {
  if (!thrown.message.startsWith('Did not receive done')) return undefined;
  return { error: failure.make('PROVIDER_ANSWER_CUT', {}, { cause: thrown }), detail: '' };
}

/** A server that is not there is, with Ollama, one that was not started. */
export function sayOllamaIsAway(error: AppError, failure: FailureMaker): AppError {
  if (error.code !== 'PROVIDER_UNREACHABLE') return error;
  const reason = error.values['reason'] ?? '';
  return failure.make('PROVIDER_OLLAMA_AWAY', { reason }, { cause: error });
}
