import type { FaultName } from '../model-core/answer.ts';
import type { FaultAnswer } from '../model-core/model-core.ts';
import { makeError } from './wire.ts';

const prefix = 'type.googleapis.com/google.rpc.';

/** What Gemini says when it does not answer. */
export function makeGoogleFault(
  fault: FaultName,
  model: string,
  retryAfterSeconds: number,
): FaultAnswer {
  switch (fault) {
    case 'unknown-model':
    case 'missing':
      return status(
        404,
        `models/${model} is not found for API version v1beta, or is not supported for generateContent. Call ListModels to see the list of available models and their supported methods.`,
      );
    case 'invalid':
      return status(400, 'Request contains an invalid argument.');
    case 'forbidden':
      return status(403, 'The caller does not have permission');
    case 'error':
      return status(
        500,
        'An internal error has occurred. Please retry or report in https://developers.generativeai.google/guide/troubleshooting',
      );
    case 'unavailable':
      return status(503, 'The model is overloaded. Please try again later.');
    case 'too-long':
      return status(
        400,
        'The input token count (9000) exceeds the maximum number of tokens allowed (8192).',
      );
    case 'limited':
      return { status: 429, body: makeLimited(model, retryAfterSeconds) };
  }
}

const status = (code: number, message: string): FaultAnswer => ({
  status: code,
  body: makeError(code, message),
});

function makeLimited(model: string, retryAfterSeconds: number) {
  const message = `You exceeded your current quota, please check your plan and billing details. For more information on this error, head to: https://ai.google.dev/gemini-api/docs/rate-limits.\nPlease retry in ${retryAfterSeconds}s.`;
  return makeError(429, message, [
    {
      '@type': `${prefix}QuotaFailure`,
      violations: [
        {
          quotaMetric: 'generativelanguage.googleapis.com/generate_content_free_tier_requests',
          quotaId: 'GenerateRequestsPerMinutePerProjectPerModel-FreeTier',
          quotaDimensions: { location: 'global', model },
          quotaValue: '10',
        },
      ],
    },
    { '@type': `${prefix}RetryInfo`, retryDelay: `${retryAfterSeconds}s` },
  ]);
}

/** What Gemini says to a key; undefined when it is the right one. */
export function findKeyFault(given: string | undefined, wanted: string): FaultAnswer | undefined {
  if (given === wanted) return undefined;
  if (given === undefined) {
    return status(
      403,
      "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
    );
  }
  const details = [
    {
      '@type': `${prefix}ErrorInfo`,
      reason: 'API_KEY_INVALID',
      domain: 'googleapis.com',
      metadata: { service: 'generativelanguage.googleapis.com' },
    },
  ];
  const body = makeError(400, 'API key not valid. Please pass a valid API key.', details);
  return { status: 400, body };
}
