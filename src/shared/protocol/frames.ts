import { z } from 'zod';
import { lazy } from '../lazy.ts';

/** The version of the OpenClaw gateway protocol that is spoken. */
export const protocolVersion = 4;

/** The error codes of the frame level; the stable code of the failure is in `details.code`. */
export const wireCodes = [
  'INVALID_REQUEST',
  'UNAVAILABLE',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'RATE_LIMITED',
  'INTERNAL',
] as const;

export const errorShape = lazy(() =>
  z.strictObject({
    code: z.string().min(1),
    message: z.string().min(1),
    details: z.unknown().optional(),
    retryable: z.boolean().optional(),
    retryAfterMs: z.int().nonnegative().optional(),
  }),
);

export const requestFrame = lazy(() =>
  z.strictObject({
    type: z.literal('req'),
    id: z.string().min(1).max(256),
    method: z.string().min(1).max(128),
    params: z.unknown().optional(),
    traceparent: z.string().max(128).optional(),
  }),
);

export const responseFrame = lazy(() =>
  z.strictObject({
    type: z.literal('res'),
    id: z.string().min(1),
    ok: z.boolean(),
    payload: z.unknown().optional(),
    error: errorShape().optional(),
  }),
);

export const eventFrame = lazy(() =>
  z.strictObject({
    type: z.literal('event'),
    event: z.string().min(1),
    payload: z.unknown().optional(),
    seq: z.int().nonnegative().optional(),
    stateVersion: z
      .strictObject({ presence: z.int().nonnegative(), health: z.int().nonnegative() })
      .optional(),
  }),
);

export type ErrorShape = z.output<ReturnType<typeof errorShape>>;
export type RequestFrame = z.output<ReturnType<typeof requestFrame>>;
export type ResponseFrame = z.output<ReturnType<typeof responseFrame>>;
export type EventFrame = z.output<ReturnType<typeof eventFrame>>;

/** What `details` of an error always holds when the error is one of ours. */
export interface ErrorDetails {
  readonly code: string;
  readonly hint: string;
  readonly values?: Readonly<Record<string, string | number>>;
  readonly place?: {
    file?: string | undefined;
    line?: number | undefined;
    column?: number | undefined;
    path?: string | undefined;
  };
  /** With MISSING_SCOPE, as the OpenClaw protocol has it. */
  readonly missingScope?: string;
  readonly requiredScopes?: readonly string[];
  /** With a refused connect: what the client should do next. */
  readonly recommendedNextStep?: NextStep;
  readonly canRetryWithDeviceToken?: boolean;
  /** With PROTOCOL_MISMATCH. */
  readonly expectedProtocol?: number;
  /** With GATEWAY_STARTING: the word by which a client knows that it may come back at once. */
  readonly reason?: string;
}

/** The closed list of the OpenClaw protocol. */
export type NextStep =
  | 'retry_with_device_token'
  | 'update_auth_configuration'
  | 'update_auth_credentials'
  | 'wait_then_retry'
  | 'review_auth_configuration';
