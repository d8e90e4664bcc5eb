import type { AppError, AppErrorOptions, ErrorCode } from '../../../shared/errors/index.ts';
import { isJsonObject, parseJson, readText } from '../json-value.ts';
import type { FailureMaker } from './failure.ts';

/** What a server said instead of answering. */
export interface Refusal {
  readonly status: number;
  /** Its words, when it has some in a form that is known. */
  readonly message: string | undefined;
  /** `error.code` and `error.type`, joined. */
  readonly label: string;
  readonly retryAfterMs?: number | undefined;
}

const contextWords =
  /context[ _](?:length|window|size)|maximum context|too many (?:input )?tokens|(?:prompt|input) is too long|reduce the length/i;
// Anthropic says so with status 400.
const emptyAccountWords = /credit balance is too low/i;
const quotaWords = /insufficient_quota|billing|credit|payment/i;

/** Reads the body of an error: `{error: {message}}`, `{error: text}`, `{message}`, `{detail}`. */
export function readRefusal(status: number, body: string, retryAfterMs?: number): Refusal {
  return { ...readRefusalValue(status, parseJson(body)), retryAfterMs };
}

/** The same for a body that is parsed already, as in an event of a stream. */
export function readRefusalValue(status: number, value: unknown): Refusal {
  const root = isJsonObject(value) ? value : {};
  const error = root['error'];
  const inner = isJsonObject(error) ? error : root;
  const message =
    typeof error === 'string' ? error : (readText(inner, 'message') ?? readDetail(root['detail']));
  const label = [inner['code'], inner['type']]
    .filter((part) => typeof part === 'string' || typeof part === 'number')
    .join(' ');
  return { status, message, label };
}

/** FastAPI, which many local servers are built on, answers `detail`: a text or a list. */
function readDetail(detail: unknown): string | undefined {
  if (typeof detail === 'string') return detail;
  return Array.isArray(detail) ? JSON.stringify(detail) : undefined;
}

/** Finds the error for what a server said; what it means is in the registry. */
export function makeResponseError(refusal: Refusal, failure: FailureMaker): AppError {
  const { status, retryAfterMs } = refusal;
  const code = findCode(refusal);
  const values = { status, reason: failure.quote(refusal.message) };
  const options: AppErrorOptions = retryAfterMs === undefined ? {} : { retryAfterMs };
  return failure.make(code, values, options);
}

function findCode(refusal: Refusal): ErrorCode {
  const { status } = refusal;
  const words = `${refusal.label} ${refusal.message ?? ''}`;
  if (status >= 500) return 'PROVIDER_FAILED';
  if (status >= 300 && status < 400) return 'PROVIDER_REDIRECTED';
  switch (status) {
    case 401:
      return 'PROVIDER_KEY_REFUSED';
    case 402:
      return 'PROVIDER_QUOTA_SPENT';
    case 403:
      return 'PROVIDER_ACCESS_REFUSED';
    case 404:
      return /model/i.test(words) ? 'PROVIDER_MODEL_MISSING' : 'PROVIDER_ENDPOINT_MISSING';
    case 405:
      return 'PROVIDER_ENDPOINT_MISSING';
    case 408:
      return 'PROVIDER_FAILED';
    case 429:
      return quotaWords.test(refusal.label) ? 'PROVIDER_QUOTA_SPENT' : 'PROVIDER_LIMITED';
    default:
      return findInvalidCode(words);
  }
}

function findInvalidCode(words: string): ErrorCode {
  if (emptyAccountWords.test(words)) return 'PROVIDER_QUOTA_SPENT';
  return contextWords.test(words) ? 'PROVIDER_CONTEXT_TOO_LONG' : 'PROVIDER_REQUEST_INVALID';
}

/**
 * The status an error inside a stream stands for; there the HTTP status was 200 already. Its `code`
 * is a number at some servers and a word at others.
 */
export function guessStatus(label: string): number {
  const number = /\b[45]\d\d\b/.exec(label)?.[0];
  if (number !== undefined) return Number(number);
  if (/rate_limit|too_many/i.test(label)) return 429;
  if (/authentication/i.test(label)) return 401;
  if (/permission/i.test(label)) return 403;
  return /context_length|invalid_|unsupported_|image_/i.test(label) ? 400 : 500;
}
