import { AppError, type ErrorCode } from '../../../shared/errors/index.ts';
import { isJsonObject, parseJson, readText, type JsonObject } from '../json-value.ts';
import type { FailureMaker } from '../openai-compatible/failure.ts';

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
  httpStatus: number,
  body: string,
  failure: FailureMaker,
  headerRetryMs?: number,
): AppError {
  const said = readStatus(httpStatus, parseJson(body));
  const values = { status: said.code, reason: failure.quote(said.message) };
  const retryAfterMs = said.retryAfterMs ?? headerRetryMs;
  return failure.make(findCode(said), values, retryAfterMs === undefined ? {} : { retryAfterMs });
}

/** Finds the error for what the library threw while it read a stream. */
export function explainGoogle(thrown: unknown, failure: FailureMaker): AppError {
  if (thrown instanceof AppError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const options = { cause: thrown };
  // An error in the middle of a stream: the library puts its JSON behind words of its own.
  const json = isJsonObject(thrown) && 'status' in thrown ? /\{.*/s.exec(message)?.[0] : undefined;
  if (json !== undefined) return makeGoogleError(500, json, failure);
  if (message.includes('Incomplete JSON')) return failure.make('PROVIDER_ANSWER_CUT', {}, options);
  const reason = failure.quote(message.slice(0, 120)).replace(/^: /, '');
  return failure.make('PROVIDER_ANSWER_MALFORMED', { reason }, options);
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
