import type { FaultName } from '../model-core/answer.ts';
import type { FaultAnswer } from '../model-core/model-core.ts';
import { makeError } from '../openai/wire-types.ts';

/** The refusals of the API, in its own words. */
export function makeFault(fault: FaultName, model: string, retryAfterSeconds: number): FaultAnswer {
  switch (fault) {
    case 'unknown-model': {
      const text = `The model '${model}' does not exist or you do not have access to it.`;
      return { status: 404, body: makeError(text, { code: 'model_not_found' }) };
    }
    case 'invalid':
      return { status: 400, body: makeError('Invalid prompt.', { code: 'invalid_prompt' }) };
    case 'forbidden': {
      const text = 'Your organization does not have access to this resource.';
      return {
        status: 403,
        body: makeError(text, { code: 'unsupported_country_region_territory' }),
      };
    }
    case 'missing': {
      const text = `The model '${model}' does not exist or you do not have access to it.`;
      return { status: 404, body: makeError(text, { code: 'model_not_found' }) };
    }
    case 'error': {
      const text = 'The server had an error while processing your request. Sorry about that!';
      return { status: 500, body: makeError(text, { type: 'server_error' }) };
    }
    case 'unavailable': {
      const text = 'The engine is currently overloaded, please try again later';
      return { status: 503, body: makeError(text, { type: 'server_error' }) };
    }
    case 'limited': {
      const text = `Rate limit reached for ${model} in organization org-test on requests per min (RPM): Limit 3, Used 3, Requested 1. Please try again in ${retryAfterSeconds}s.`;
      const body = makeError(text, { type: 'requests', code: 'rate_limit_exceeded' });
      return { status: 429, body, headers: { 'retry-after': String(retryAfterSeconds) } };
    }
    case 'too-long': {
      const text =
        'Your input exceeds the context window of this model. Please adjust your input and try again.';
      const body = makeError(text, { param: 'input', code: 'context_length_exceeded' });
      return { status: 400, body };
    }
  }
}
