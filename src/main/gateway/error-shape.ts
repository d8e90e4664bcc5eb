import { AppError, type ErrorKind } from '../../shared/errors/index.ts';
import type { ErrorDetails, ErrorShape, wireCodes } from '../../shared/protocol/frames.ts';
import type { Logger } from '../platform/log.ts';
import { newId } from '../platform/ids.ts';

type WireCode = (typeof wireCodes)[number];

const codeOfKind: Readonly<Record<ErrorKind, WireCode>> = {
  invalid: 'INVALID_REQUEST',
  refused: 'FORBIDDEN',
  limited: 'RATE_LIMITED',
  unreachable: 'UNAVAILABLE',
  conflict: 'CONFLICT',
  missing: 'NOT_FOUND',
  internal: 'INTERNAL',
};

/** How a failure travels: the kind as wire code, the stable code and the hint in the details. */
export function toErrorShape(
  error: AppError,
  extra: Partial<ErrorDetails> = {},
  wireCode: WireCode = codeOfKind[error.kind],
): ErrorShape {
  const details: ErrorDetails = {
    code: error.code,
    hint: error.hint,
    ...(Object.keys(error.values).length > 0 ? { values: error.values } : {}),
    ...(error.place ? { place: error.place } : {}),
    ...extra,
  };
  const isRetryable = error.kind === 'limited' || error.kind === 'unreachable';
  return {
    code: wireCode,
    message: error.message,
    details,
    ...(isRetryable ? { retryable: true } : {}),
    ...(error.retryAfterMs === undefined
      ? {}
      : { retryAfterMs: Math.max(0, Math.ceil(error.retryAfterMs)) }),
  };
}

/**
 * What a client may know of something that was thrown. Our own errors go out as they are; of
 * anything else only a reference, by which the stack is found in the log.
 */
export function publicError(thrown: unknown, subject: string, log: Logger): AppError {
  if (thrown instanceof AppError) {
    if (thrown.kind === 'internal') log.error('gateway.failed', { subject, error: thrown });
    return thrown;
  }
  const reference = newId();
  log.error('gateway.failed', { subject, reference, error: thrown });
  return new AppError('INTERNAL', { reason: `see the log, reference ${reference}` });
}
