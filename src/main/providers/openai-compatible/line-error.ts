import type { AppError } from '../../../shared/errors/index.ts';
import type { FailureMaker } from './failure.ts';

const certificateCodes = /^(?:CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT)/;

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed',
  ETIMEDOUT: 'no answer from the network',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'there is no network',
  ENOTFOUND: 'the name is not known',
  EAI_AGAIN: 'names cannot be looked up now',
  EPROTO: 'the server does not speak TLS',
};

/** Whether a failed request only met a connection that the server had closed while it was idle. */
export function isStaleSocket(error: Error, request: { readonly reusedSocket: boolean }): boolean {
  const code = readCode(error);
  return request.reusedSocket && (code === 'ECONNRESET' || code === 'EPIPE');
}

/** @param hasResponse the status line had come, so the server was there. */
export function makeLineError(error: Error, hasResponse: boolean, failure: FailureMaker): AppError {
  const code = readCode(error) ?? '';
  const options = { cause: error };
  const reason = reasons[code] ?? failure.quote(error.message).replace(/^: |^\.$/, '');
  if (certificateCodes.test(code)) {
    return failure.make('PROVIDER_CERTIFICATE_REFUSED', { reason }, options);
  }
  const kind = hasResponse ? 'PROVIDER_LINE_BROKEN' : 'PROVIDER_UNREACHABLE';
  return failure.make(kind, { reason }, options);
}

function readCode(error: Error): string | undefined {
  if ('code' in error && typeof error.code === 'string') return error.code;
  // Several addresses of one name were tried; the first failure stands for all.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : undefined;
  return first instanceof Error ? readCode(first) : undefined;
}
