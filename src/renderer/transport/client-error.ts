import { isRecord } from '../../shared/is-record.ts';
import type { ErrorShape } from '../../shared/protocol/frames.ts';

/** Failures that arise in this program; those of the gateway carry the codes of its registry. */
export const localCodes = [
  'CLIENT_OFFLINE',
  'CLIENT_TIMEOUT',
  'CLIENT_ABORTED',
  'CLIENT_ANSWER_INVALID',
  'CLIENT_SIGN_IN_FAILED',
] as const;
export type LocalCode = (typeof localCodes)[number];

interface ClientErrorParts {
  readonly code: string;
  /** In English; the interface says it in the reader's language where its catalogue knows the code. */
  readonly message: string;
  readonly hint?: string | undefined;
  readonly values?: Readonly<Record<string, string | number>> | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** Why a request failed: a stable code, words to fall back on, and what a person can do. */
export class ClientError extends Error {
  readonly code: string;
  readonly hint: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly retryAfterMs: number | undefined;

  constructor(parts: ClientErrorParts) {
    super(parts.message);
    this.name = 'ClientError';
    this.code = parts.code;
    this.hint = parts.hint ?? '';
    this.values = parts.values ?? {};
    this.retryAfterMs = parts.retryAfterMs;
  }
}

/** A failure of this program itself. `reason` is for the curious; the words are in the catalogue. */
export function localError(code: LocalCode, reason = ''): ClientError {
  return new ClientError({ code, message: reason === '' ? code : reason, values: { reason } });
}

/** Whether a failure arose here: without a line, an answer, or one that can be read. */
export function isLocal({ code }: ClientError): boolean {
  return localCodes.some((local) => local === code);
}

/** The error of a response frame; `details` is looked at, never trusted. */
export function wireError(error: ErrorShape): ClientError {
  const details = isRecord(error.details) ? error.details : {};
  return new ClientError({
    code: typeof details['code'] === 'string' ? details['code'] : error.code,
    message: error.message,
    hint: typeof details['hint'] === 'string' ? details['hint'] : undefined,
    values: readValues(details['values']),
    retryAfterMs: error.retryAfterMs,
  });
}

/** Wraps whatever was thrown; what is already ours stays as it is. */
export function toClientError(thrown: unknown): ClientError {
  if (thrown instanceof ClientError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new ClientError({ code: 'INTERNAL', message, values: { reason: message } });
}

function readValues(value: unknown): Record<string, string | number> {
  if (!isRecord(value)) return {};
  const entries = Object.entries(value).filter(
    (entry): entry is [string, string | number] =>
      typeof entry[1] === 'string' || typeof entry[1] === 'number',
  );
  return Object.fromEntries(entries);
}
