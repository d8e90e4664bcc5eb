import type {
  Candidate,
  FinishReason,
  GenerateContentResponse,
  GenerateContentResponseUsageMetadata,
  BlockedReason,
  Model,
  Part,
} from '@google/genai';

/*
 * What the server sends, in the library's own types. Its enums are values that a type-only import
 * does not load, so their words stand for them.
 */

/** One event of a stream. */
export type ResponseChunk = Pick<GenerateContentResponse, 'responseId' | 'modelVersion'> & {
  candidates?: (Pick<Candidate, 'index'> & {
    content?: { role: 'model'; parts: ResponsePart[] };
    finishReason?: `${FinishReason}`;
  })[];
  promptFeedback?: { blockReason: `${BlockedReason}` };
  usageMetadata: Pick<
    GenerateContentResponseUsageMetadata,
    'promptTokenCount' | 'candidatesTokenCount' | 'thoughtsTokenCount' | 'totalTokenCount'
  >;
};

/** A part of an answer. */
export type ResponsePart = Pick<Part, 'text' | 'thought' | 'thoughtSignature' | 'functionCall'>;

/** An entry of `GET /models`; over the wire the methods have another name than in the library. */
export type WireModel = Pick<
  Model,
  'name' | 'displayName' | 'version' | 'inputTokenLimit' | 'outputTokenLimit' | 'thinking'
> & { supportedGenerationMethods: string[] };

/** `google.rpc.Status` (google.aip.dev/193). */
export interface ErrorBody {
  error: { code: number; message: string; status: string; details?: Record<string, unknown>[] };
}

const statusNames: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
};

/** Makes an error body. */
export function makeError(
  code: number,
  message: string,
  details?: Record<string, unknown>[],
): ErrorBody {
  const status = statusNames[code] ?? 'UNKNOWN';
  return { error: { code, message, status, ...(details ? { details } : {}) } };
}
