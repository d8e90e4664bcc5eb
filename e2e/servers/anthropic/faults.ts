import type { ErrorResponse } from '@anthropic-ai/sdk/resources/shared';
import type { FaultName } from '../model-core/answer.ts';
import type { FaultAnswer } from '../model-core/model-core.ts';

type ErrorType = ErrorResponse['error']['type'];

/** An error as the API sends it, also inside a stream. */
export function makeErrorBody(
  type: ErrorType,
  message: string,
): Omit<ErrorResponse, 'error'> & {
  readonly error: { readonly type: ErrorType; readonly message: string };
} {
  return { type: 'error', error: { type, message }, request_id: 'req_local' };
}

/** The refusals of the API, in its own words. */
export function makeFault(fault: FaultName, model: string, retryAfterSeconds: number): FaultAnswer {
  const answer = (status: number, type: ErrorType, message: string, headers = {}): FaultAnswer => ({
    status,
    body: makeErrorBody(type, message),
    headers: { 'request-id': 'req_local', ...headers },
  });
  switch (fault) {
    case 'unknown-model':
    case 'missing':
      return answer(404, 'not_found_error', `model: ${model}`);
    case 'invalid':
      return answer(400, 'invalid_request_error', 'messages: the request cannot be understood');
    case 'forbidden':
      return answer(
        403,
        'permission_error',
        'Your API key does not have permission to use the specified resource.',
      );
    case 'error':
      return answer(500, 'api_error', 'Internal server error');
    case 'unavailable':
      return answer(529, 'overloaded_error', 'Overloaded');
    case 'limited': {
      const text =
        'This request would exceed your organization’s rate limit of 50 requests per minute.';
      const headers = { 'retry-after': String(retryAfterSeconds) };
      return answer(429, 'rate_limit_error', text, headers);
    }
    case 'too-long':
      return answer(
        400,
        'invalid_request_error',
        'prompt is too long: 210000 tokens > 200000 maximum',
      );
  }
}
