import type { ErrorResponse } from 'ollama/browser';
import type { FaultName } from '../model-core/answer.ts';
import type { FaultAnswer } from '../model-core/model-core.ts';

/** An error body. */
export const makeError = (error: string): ErrorResponse => ({ error });

const refuse = (status: number, words: string): FaultAnswer => ({ status, body: makeError(words) });

/** What Ollama says when it does not answer. */
export function makeOllamaFault(
  fault: FaultName,
  model: string,
  retryAfterSeconds: number,
): FaultAnswer {
  switch (fault) {
    case 'unknown-model':
    case 'missing':
      return refuse(404, `model '${model}' not found`);
    case 'invalid':
      return refuse(400, 'invalid options: temperature');
    case 'forbidden':
      return refuse(403, 'forbidden');
    case 'error':
      return refuse(
        500,
        'model runner has unexpectedly stopped, this may be due to resource limitations or an internal error, check ollama server logs for details',
      );
    case 'unavailable':
      return refuse(503, 'server busy, please try again.  maximum pending requests exceeded');
    case 'too-long':
      return refuse(400, makeTooLong(40_000, 32_768));
    case 'limited':
      return {
        ...refuse(429, 'you have reached your hourly usage limit'),
        headers: { 'retry-after': String(retryAfterSeconds) },
      };
  }
}

/** The words of the program that runs the model, which Ollama passes on as they are. */
export function makeTooLong(tokens: number, contextTokens: number): string {
  return JSON.stringify({
    error: {
      code: 400,
      message: `request (${tokens} tokens) exceeds the available context size (${contextTokens} tokens), try increasing it`,
      type: 'exceed_context_size_error',
    },
  });
}
