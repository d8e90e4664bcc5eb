import { AppError } from '../../shared/errors/index.ts';
import { connectParams, type ConnectParams } from '../../shared/protocol/connect.ts';
import { protocolVersion, type RequestFrame } from '../../shared/protocol/frames.ts';
import { authenticate, type AuthDeps, type AuthResult } from './auth.ts';
import { describeIssue } from './issue.ts';
import { isOriginAllowed, isSameOrigin } from './origin.ts';
import { closeCodes, Refusal } from './refusal.ts';
import type { Role } from './types.ts';

export interface HandshakeDeps extends AuthDeps {
  isReady(): boolean;
  allowedOrigins(): readonly string[];
  /** The name of the browser's session, by the secret of its cookie. */
  findSession(secret: string): string | undefined;
}

/** A socket that has not said yet who it is. */
export interface PendingSocket {
  readonly nonce: string;
  readonly address: string;
  readonly origin: string | undefined;
  readonly host: string | undefined;
  readonly sessionSecrets: readonly string[];
  /** By the monotonic clock. */
  readonly openedAtMs: number;
  /** A connect request is being answered. */
  isBusy: boolean;
}

export interface Admission extends AuthResult {
  readonly role: Role;
}

/** How long a client should wait while the gateway starts, as in the OpenClaw protocol. */
const startingRetryMs = 500;

/** Decides on the first request of a socket. Throws a Refusal. */
export function admit(deps: HandshakeDeps, frame: RequestFrame, pending: PendingSocket): Admission {
  if (frame.method !== 'connect') throw new Refusal(new AppError('HANDSHAKE_FIRST'));
  const params = readParams(frame.params);
  checkProtocol(params);
  const role = readRole(params);
  if (!deps.isReady()) throw starting();
  checkOrigin(deps, pending);
  const result = authenticate(deps, {
    params,
    role,
    nonce: pending.nonce,
    address: pending.address,
    webSessionId: webSessionOf(deps, pending),
  });
  return { ...result, role };
}

function readParams(value: unknown): ConnectParams {
  const parsed = connectParams().safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Refusal(
    new AppError('PARAMS_INVALID', { method: 'connect', ...describeIssue(parsed.error) }),
  );
}

function checkProtocol({ minProtocol, maxProtocol }: ConnectParams): void {
  if (minProtocol <= protocolVersion && maxProtocol >= protocolVersion) return;
  throw new Refusal(
    new AppError('PROTOCOL_MISMATCH', {
      min: minProtocol,
      max: maxProtocol,
      own: protocolVersion,
    }),
    { expectedProtocol: protocolVersion },
    closeCodes.protocolMismatch,
  );
}

function readRole({ role = 'operator' }: ConnectParams): Role {
  if (role === 'operator' || role === 'node') return role;
  throw new Refusal(new AppError('ROLE_INVALID', { role }));
}

function starting(): Refusal {
  return new Refusal(
    new AppError('GATEWAY_STARTING', {}, { retryAfterMs: startingRetryMs }),
    { reason: 'startup-sidecars' },
    closeCodes.starting,
  );
}

function checkOrigin(deps: HandshakeDeps, { origin, host }: PendingSocket): void {
  if (origin === undefined || isOriginAllowed(origin, host, deps.allowedOrigins())) return;
  throw new Refusal(new AppError('CONTROL_UI_ORIGIN_NOT_ALLOWED', { origin }), {
    recommendedNextStep: 'review_auth_configuration',
  });
}

/**
 * A cookie counts only for a page of ours: "same site" would also be a page on another port of
 * this machine, and a program without `Origin` has no business with cookies.
 */
function webSessionOf(deps: HandshakeDeps, pending: PendingSocket): string | undefined {
  const { sessionSecrets, origin, host } = pending;
  if (sessionSecrets.length === 0 || !isSameOrigin(origin, host)) return undefined;
  for (const secret of sessionSecrets) {
    const session = deps.findSession(secret);
    if (session !== undefined) return session;
  }
  return undefined;
}
