import { z } from 'zod';
import { lazy } from '../lazy.ts';

/** Closed lists of the OpenClaw protocol (its published schema, version 2026.9). */
export const clientIds = [
  'webchat-ui',
  'openclaw-control-ui',
  'openclaw-browser-copilot',
  'openclaw-tui',
  'webchat',
  'cli',
  'gateway-client',
  'openclaw-macos',
  'openclaw-linux',
  'openclaw-ios',
  'openclaw-watchos',
  'openclaw-android',
  'node-host',
  'openclaw-worker',
  'test',
  'fingerprint',
  'openclaw-probe',
] as const;
export const clientModes = [
  'webchat',
  'cli',
  'ui',
  'backend',
  'node',
  'worker',
  'probe',
  'test',
] as const;

const text = () => z.string().min(1).max(512);

/** Params of `connect`, the first request on every socket. */
export const connectParams = lazy(() =>
  z.strictObject({
    minProtocol: z.int().min(1),
    maxProtocol: z.int().min(1),
    client: z.strictObject({
      id: z.enum(clientIds),
      displayName: text().optional(),
      version: text(),
      buildId: z.string().min(1).max(96).optional(),
      platform: text(),
      deviceFamily: text().optional(),
      modelIdentifier: text().optional(),
      timeZone: z.string().min(1).max(64).optional(),
      mode: z.enum(clientModes),
      instanceId: text().optional(),
    }),
    caps: z.array(text()).max(64).optional(),
    commands: z.array(text()).max(256).optional(),
    /** Part of the OpenClaw protocol; nothing here uses them. */
    computerUse: z.unknown().optional(),
    workerRuns: z.unknown().optional(),
    permissions: z.record(z.string(), z.boolean()).optional(),
    pathEnv: z.string().max(32_768).optional(),
    role: text().optional(),
    scopes: z.array(text()).max(64).optional(),
    device: z
      .strictObject({
        id: text(),
        publicKey: text(),
        signature: text(),
        signedAt: z.int().nonnegative(),
        nonce: text(),
      })
      .optional(),
    auth: z
      .strictObject({
        token: z.string().max(4_096).optional(),
        bootstrapToken: z.string().max(4_096).optional(),
        deviceToken: z.string().max(4_096).optional(),
        password: z.string().max(4_096).optional(),
        approvalRuntimeToken: z.string().max(4_096).optional(),
        agentRuntimeIdentityToken: z.string().max(4_096).optional(),
      })
      .optional(),
    locale: z.string().max(64).optional(),
    userAgent: z.string().max(1_024).optional(),
  }),
);

export const helloOk = lazy(() =>
  z.strictObject({
    type: z.literal('hello-ok'),
    protocol: z.int(),
    server: z.strictObject({
      version: z.string(),
      connId: z.string(),
      /** Changes when the gateway starts; part of the cursor of `events.resume`. */
      bootId: z.string(),
    }),
    features: z.strictObject({ methods: z.array(z.string()), events: z.array(z.string()) }),
    snapshot: z.strictObject({
      presence: z.array(z.strictObject({ ts: z.int() })),
      health: z.strictObject({ ok: z.literal(true), ts: z.int() }),
      stateVersion: z.strictObject({ presence: z.int(), health: z.int() }),
      uptimeMs: z.int(),
      appliedConfigHash: z.string().nullable(),
      sessionDefaults: z.strictObject({
        defaultAgentId: z.string(),
        mainKey: z.string(),
        mainSessionKey: z.string(),
        scope: z.string(),
      }),
    }),
    auth: z.strictObject({
      role: z.string(),
      scopes: z.array(z.string()),
      deviceToken: z.string().optional(),
      issuedAtMs: z.int().optional(),
    }),
    policy: z.strictObject({
      maxPayload: z.int(),
      maxBufferedBytes: z.int(),
      tickIntervalMs: z.int(),
      attachments: z.strictObject({ maxBytes: z.int(), maxImageBytes: z.int() }),
    }),
  }),
);

export type ConnectParams = z.output<ReturnType<typeof connectParams>>;
export type HelloOk = z.output<ReturnType<typeof helloOk>>;
