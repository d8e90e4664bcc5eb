import type { AppError, ErrorCode } from '../../../shared/errors/index.ts';
import { isJsonObject, parseJson, readText, type JsonObject } from '../json-value.ts';
import type { FailureMaker } from '../openai-compatible/failure.ts';
import type { ExplainedError, ServerRefusal } from '../sdk/vendor.ts';

/** `google.rpc.Status` as it comes over HTTP (google.aip.dev/193). */
interface GoogleStatus {
  readonly code: number;
  readonly message: string | undefined;
  /** Such as `RESOURCE_EXHAUSTED`. */
  readonly status: string;
  /** The `reason` of its ErrorInfo, such as `API_KEY_INVALID`. */
  readonly reason: string | undefined;
  readonly retryAfterMs: number | undefined;
}

const tooLong = /input token count|exceeds the maximum number of tokens|too long/i;
const strangers = /unregistered callers|API key/i;
const emptyAccount = /prepayment|credits? (?:are|is) depleted/i;

/** Finds the error for a refused request, from the body of the answer. */
export function makeGoogleError(
  { status, text, retryAfterMs: headerRetryMs }: ServerRefusal,
  failure: FailureMaker,
): AppError {
  const said = readStatus(status, parseJson(text));
  const values = { status: said.code, reason: failure.quote(said.message) };
  const retryAfterMs = said.retryAfterMs ?? headerRetryMs;
  return failure.make(findCode(said), values, retryAfterMs === undefined ? {} : { retryAfterMs });
}

/** Finds the error in the middle of a stream, behind the library's own words. */
export function explainGoogle(thrown: Error, failure: FailureMaker): ExplainedError | undefined {
  const { message } = thrown;
  const text = 'status' in thrown ? /\{.*/s.exec(message)?.[0] : undefined;
  if (text !== undefined) {
    const refusal = { status: 500, text, retryAfterMs: undefined };
    return { error: makeGoogleError(refusal, failure), detail: text };
  }
  if (!message.includes('Incomplete JSON')) return undefined;
  return { error: failure.make('PROVIDER_ANSWER_CUT', {}, { cause: thrown }), detail: '' };
}

function readStatus(httpStatus: number, value: unknown): GoogleStatus {
  // Some proxies wrap the error of a stream into a list.
  const root: unknown = Array.isArray(value) ? value[0] : value;
  const error = isJsonObject(root) && isJsonObject(root['error']) ? root['error'] : {};
  const details = Array.isArray(error['details']) ? error['details'].filter(isJsonObject) : [];
  const find = (type: string): JsonObject | undefined =>
    details.find((detail) => readText(detail, '@type')?.endsWith(type));
  const info = find('google.rpc.ErrorInfo');
  const retry = find('google.rpc.RetryInfo');
  return {
    code: typeof error['code'] === 'number' ? error['code'] : httpStatus,
    message: readText(error, 'message'),
    status: readText(error, 'status') ?? '',
    reason: info && readText(info, 'reason'),
    retryAfterMs: retry && readDurationMs(readText(retry, 'retryDelay')),
  };
}

/** A protobuf duration in JSON: seconds with a fraction and an `s`. */
function readDurationMs(text: string | undefined): number | undefined {
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(text ?? '')?.[1];
  return seconds === undefined ? undefined : Math.ceil(Number(seconds) * 1_000);
}

function findCode({ code, status, reason, message = '' }: GoogleStatus): ErrorCode {
  if (reason === 'API_KEY_INVALID' || code === 401) return 'PROVIDER_KEY_REFUSED';
  if (code >= 500 || code === 408) return 'PROVIDER_FAILED';
  switch (code) {
    case 402:
      return 'PROVIDER_QUOTA_SPENT';
    case 403:
      return strangers.test(message) ? 'PROVIDER_KEY_REFUSED' : 'PROVIDER_ACCESS_REFUSED';
    case 404:
      return /model/i.test(message) ? 'PROVIDER_MODEL_MISSING' : 'PROVIDER_ENDPOINT_MISSING';
    case 429:
      return emptyAccount.test(message) ? 'PROVIDER_QUOTA_SPENT' : 'PROVIDER_LIMITED';
    default:
      // "User location is not supported" comes as a failed precondition.
      if (status === 'FAILED_PRECONDITION') return 'PROVIDER_ACCESS_REFUSED';
      return tooLong.test(message) ? 'PROVIDER_CONTEXT_TOO_LONG' : 'PROVIDER_REQUEST_INVALID';
  }
}
