import { limits } from '../../shared/config/limits.ts';
import { events, methods } from '../../shared/protocol/contract.ts';
import type { HelloOk } from '../../shared/protocol/connect.ts';
import { protocolVersion } from '../../shared/protocol/frames.ts';
import { lazy } from '../../shared/lazy.ts';
import type { GatewaySnapshot } from './types.ts';

export interface HelloOptions {
  readonly version: string;
  readonly bootId: string;
}

interface HelloParts {
  readonly connId: string;
  readonly nowMs: number;
  readonly snapshot: GatewaySnapshot;
  readonly auth: HelloOk['auth'];
}

export type HelloWriter = (parts: HelloParts) => string;

/** Builds `hello-ok` as text; what is the same for everybody is turned into text only once. */
export function createHelloWriter(options: HelloOptions): HelloWriter {
  const fixed = lazy(() => ({
    server: JSON.stringify({ version: options.version, bootId: options.bootId }).slice(0, -1),
    features: JSON.stringify(features()),
    policy: JSON.stringify(policy()),
  }));
  return ({ connId, nowMs, snapshot, auth }) => {
    const { server, features: featuresJson, policy: policyJson } = fixed();
    return (
      `{"type":"hello-ok","protocol":${protocolVersion},"server":${server},` +
      `"connId":"${connId}"},"features":${featuresJson},` +
      `"snapshot":${JSON.stringify(writeSnapshot(snapshot, nowMs))},` +
      `"auth":${JSON.stringify(auth)},"policy":${policyJson}}`
    );
  };
}

function features(): HelloOk['features'] {
  return { methods: ['connect', ...Object.keys(methods)], events: Object.keys(events) };
}

function policy(): HelloOk['policy'] {
  return {
    maxPayload: limits.frame.maxBytes,
    maxBufferedBytes: limits.frame.bufferedBytes,
    tickIntervalMs: limits.frame.tickMs,
    attachments: {
      maxBytes: limits.message.attachmentBytes,
      maxImageBytes: limits.message.attachmentBytes,
    },
  };
}

function writeSnapshot(snapshot: GatewaySnapshot, nowMs: number): HelloOk['snapshot'] {
  return {
    presence: [],
    health: { ok: true, ts: nowMs },
    stateVersion: { presence: 0, health: 0 },
    uptimeMs: Math.max(0, Math.round(snapshot.uptimeMs)),
    appliedConfigHash: snapshot.appliedConfigHash,
    sessionDefaults: {
      defaultAgentId: snapshot.defaultAgentId,
      mainKey: 'main',
      mainSessionKey: snapshot.mainSessionKey,
      scope: 'per-sender',
    },
  };
}
