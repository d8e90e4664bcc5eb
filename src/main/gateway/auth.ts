import { AppError } from '../../shared/errors/index.ts';
import type { ConnectParams } from '../../shared/protocol/connect.ts';
import type { Scope } from '../../shared/protocol/spec.ts';
import type { Clock } from '../platform/clock.ts';
import type { GatewayCredentials } from '../platform/credentials.ts';
import type { AttemptLimiter } from './attempt-limiter.ts';
import { verifyDevice } from './device-auth.ts';
import { Refusal } from './refusal.ts';
import { grantScopes, hasScope, maskOf } from './scopes.ts';
import type { DeviceApproval, DevicePort, DeviceRecord, Role } from './types.ts';

export interface AuthDeps {
  readonly clock: Clock;
  readonly credentials: GatewayCredentials;
  readonly devices: DevicePort;
  readonly limiter: AttemptLimiter;
}

/** Everything that is known of somebody who asks to be let in. */
export interface AuthRequest {
  readonly params: ConnectParams;
  readonly role: Role;
  readonly nonce: string;
  readonly address: string;
  /** The session of our own page, found by its cookie. */
  readonly webSessionId: string | undefined;
}

export interface AuthResult {
  readonly scopes: readonly Scope[];
  readonly clientKey: string;
  readonly deviceToken?: string;
  readonly issuedAtMs?: number;
  /** Set while the approval of a device is still being written. */
  readonly saving?: Promise<void>;
}

type DeviceParams = NonNullable<ConnectParams['device']>;

/**
 * Decides who gets in: our own page by its session, who knows the shared token, and a device by
 * the token it was given. A device that comes with the shared token is approved without asking,
 * since whoever has that token may do anything already.
 *
 * Throws a Refusal. Only a secret that was shown and is wrong counts as a failed attempt; a locked
 * address still gets in by session or device token, which cannot be guessed.
 */
export function authenticate(deps: AuthDeps, request: AuthRequest): AuthResult {
  if (request.webSessionId !== undefined) return approve(deps, request);
  const waitMs = deps.limiter.waitMs(request.address);
  const token = request.params.auth?.token ?? '';
  if (waitMs === 0 && deps.credentials.accepts(token)) {
    deps.limiter.noteSuccess(request.address);
    return approve(deps, request);
  }
  const known = findByDeviceToken(deps, request);
  if (known) return admitDevice(deps, request, known);
  if (waitMs > 0) throw rateLimited(waitMs);
  throw refuse(deps, request);
}

interface KnownDevice {
  readonly approval: DeviceApproval;
  readonly token: string;
}

function findByDeviceToken(deps: AuthDeps, request: AuthRequest): KnownDevice | undefined {
  const { auth, device } = request.params;
  if (!device) return undefined;
  const approval = approvalFor(deps.devices.get(device.id), request.role);
  if (!approval) return undefined;
  const token = deps.credentials.deviceToken(device.id, request.role, approval.generation);
  return auth?.deviceToken === token || auth?.token === token ? { approval, token } : undefined;
}

function admitDevice(deps: AuthDeps, request: AuthRequest, known: KnownDevice): AuthResult {
  proveDevice(deps, request);
  const scopes = grantScopes(request.role, request.params.scopes ?? []);
  const missing = scopes.filter((scope) => !hasScope(maskOf(known.approval.scopes), scope));
  if (missing.length > 0) {
    throw new Refusal(new AppError('AUTH_SCOPE_MISMATCH', { scopes: missing.join(', ') }), {
      recommendedNextStep: 'update_auth_credentials',
    });
  }
  return {
    scopes,
    clientKey: clientKeyOf(request),
    deviceToken: known.token,
    issuedAtMs: known.approval.issuedAtMs,
  };
}

function approve(deps: AuthDeps, request: AuthRequest): AuthResult {
  const scopes = grantScopes(request.role, request.params.scopes ?? []);
  const { device } = request.params;
  const clientKey = clientKeyOf(request);
  if (!device) return { scopes, clientKey };
  proveDevice(deps, request);
  const record = deps.devices.get(device.id);
  const old = approvalFor(record, request.role);
  const approval = widen(old, request.role, scopes, deps.clock.now());
  const saved = approval === old ? undefined : save(deps, request, device, record, approval);
  return {
    scopes,
    clientKey,
    deviceToken: deps.credentials.deviceToken(device.id, request.role, approval.generation),
    issuedAtMs: approval.issuedAtMs,
    ...(saved ? { saving: saved } : {}),
  };
}

function widen(
  old: DeviceApproval | undefined,
  role: Role,
  scopes: readonly Scope[],
  nowMs: number,
): DeviceApproval {
  if (!old) return { role, scopes, issuedAtMs: nowMs, generation: 1 };
  const added = scopes.filter((scope) => !old.scopes.includes(scope));
  return added.length === 0 ? old : { ...old, scopes: [...old.scopes, ...added] };
}

function save(
  deps: AuthDeps,
  { params, role }: AuthRequest,
  device: DeviceParams,
  record: DeviceRecord | undefined,
  approval: DeviceApproval,
): Promise<void> | undefined {
  const others = record?.approvals.filter((other) => other.role !== role) ?? [];
  const { client } = params;
  const saving = deps.devices.save({
    id: device.id,
    publicKey: device.publicKey,
    approvals: [...others, approval],
    client: {
      id: client.id,
      platform: client.platform,
      ...(client.displayName === undefined ? {} : { name: client.displayName }),
    },
    createdAt: record?.createdAt ?? deps.clock.now(),
  });
  return saving ?? undefined;
}

function proveDevice(deps: AuthDeps, { params, role, nonce }: AuthRequest): void {
  const { device } = params;
  if (!device) return;
  try {
    verifyDevice({ params: { ...params, device }, role, nonce, nowMs: deps.clock.now() });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new Refusal(error, { recommendedNextStep: 'review_auth_configuration' });
  }
}

function approvalFor(record: DeviceRecord | undefined, role: Role): DeviceApproval | undefined {
  return record?.approvals.find((approval) => approval.role === role);
}

/** What the idempotency keys of a client are scoped to: the same after it connects again. */
function clientKeyOf({ params, webSessionId }: AuthRequest): string {
  if (params.device) return `device:${params.device.id}`;
  const { id, mode, instanceId } = params.client;
  if (instanceId !== undefined) return `${id}:${instanceId}`;
  return webSessionId === undefined ? `${id}:${mode}` : `web:${webSessionId}`;
}

function rateLimited(waitMs: number): Refusal {
  return new Refusal(new AppError('AUTH_RATE_LIMITED', {}, { retryAfterMs: waitMs }), {
    recommendedNextStep: 'wait_then_retry',
  });
}

function refuse(deps: AuthDeps, request: AuthRequest): Refusal {
  const { auth, device } = request.params;
  const token = auth?.token ?? '';
  const deviceToken = auth?.deviceToken ?? '';
  if (token === '' && deviceToken === '') {
    return new Refusal(new AppError('AUTH_TOKEN_MISSING'), {
      recommendedNextStep: 'update_auth_configuration',
    });
  }
  deps.limiter.noteFailure(request.address);
  // A client that shows its stored token in both places means only that one.
  if (deviceToken !== '' && (token === '' || token === deviceToken)) {
    return new Refusal(new AppError('AUTH_DEVICE_TOKEN_MISMATCH'), {
      recommendedNextStep: 'update_auth_credentials',
    });
  }
  const canUseDeviceToken =
    device !== undefined &&
    deviceToken === '' &&
    approvalFor(deps.devices.get(device.id), request.role) !== undefined;
  return new Refusal(new AppError('AUTH_TOKEN_MISMATCH'), {
    recommendedNextStep: canUseDeviceToken ? 'retry_with_device_token' : 'update_auth_credentials',
    canRetryWithDeviceToken: canUseDeviceToken,
  });
}
