import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { createGatewayServer } from '../../../src/main/gateway/server.ts';
import type {
  DeviceRecord,
  Endpoint,
  GatewayServer,
  GatewayServerDeps,
} from '../../../src/main/gateway/types.ts';
import { systemClock } from '../../../src/main/platform/clock.ts';
import type { MethodHandlers } from '../../../src/main/platform/connection.ts';
import {
  loadCredentials,
  type GatewayCredentials,
} from '../../../src/main/platform/credentials.ts';
import { silentLog } from '../../../src/main/platform/log.ts';
import type { ErrorShape } from '../../../src/shared/protocol/frames.ts';

export const loopback: Endpoint = { host: '127.0.0.1', port: 0 };

export interface TestGateway {
  readonly server: GatewayServer;
  readonly credentials: GatewayCredentials;
  readonly devices: Map<string, DeviceRecord>;
  readonly port: number;
  readonly wsUrl: string;
  readonly httpUrl: string;
  close(): Promise<void>;
}

/** A listening server with a few simple handlers; anything of it can be replaced. */
export async function startGateway(
  options: Partial<GatewayServerDeps> & { readonly configuredToken?: string } = {},
): Promise<TestGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'openclaw-gateway-'));
  const credentials = await loadCredentials({
    folder,
    configuredToken: () => options.configuredToken,
  });
  const devices = new Map<string, DeviceRecord>();
  const holder: { server?: GatewayServer } = {};
  const server = createGatewayServer({
    handlers: simpleHandlers(() => holder.server),
    clock: systemClock,
    log: silentLog,
    version: '0.0.0-test',
    bootId: 'boot-1',
    credentials,
    devices: {
      get: (id) => devices.get(id),
      save: (record) => void devices.set(record.id, record),
    },
    snapshot: () => ({
      defaultAgentId: 'assistant',
      mainSessionKey: 'agent:assistant:main',
      appliedConfigHash: 'abc',
      uptimeMs: 12.5,
    }),
    allowedOrigins: () => [],
    isReady: () => true,
    isStrict: true,
    ...options,
  });
  holder.server = server;
  const { port } = await server.listen(loopback);
  return {
    server,
    credentials: options.credentials ?? credentials,
    devices,
    port,
    wsUrl: `ws://127.0.0.1:${port}`,
    httpUrl: `http://127.0.0.1:${port}`,
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Handlers of a few methods; the rest is not called by these tests. */
export function simpleHandlers(server: () => GatewayServer | undefined): MethodHandlers {
  const handlers: Partial<MethodHandlers> = {
    'sessions.list': () => ({ sessions: [], total: 0 }),
    'sessions.delete': async () => ({ ok: true, deleted: false }),
    'agents.list': () => ({ defaultId: 'assistant', mainKey: 'main', scope: 'global', agents: [] }),
    'people.list': () => {
      throw new Error('a secret inside');
    },
    'chat.send': async ({ idempotencyKey, sessionKey }, connection) => {
      connection.aliasSession('agent:assistant:main', sessionKey);
      return { runId: idempotencyKey, status: 'started' };
    },
    'events.resume': (params) => server()!.resume(params),
    'node.recovered': () => ({ ok: true }),
  };
  return handlers as MethodHandlers;
}

export interface Frame {
  readonly type: string;
  readonly id?: string;
  readonly ok?: boolean;
  readonly event?: string;
  readonly seq?: number;
  readonly payload?: unknown;
  readonly error?: ErrorShape & { details?: Record<string, unknown> };
}

/** A socket that keeps what it received, and hands it out in order. */
export interface RawClient {
  readonly socket: WebSocket;
  readonly received: Frame[];
  next(match?: (frame: Frame) => boolean): Promise<Frame>;
  send(frame: unknown): void;
  request(method: string, params?: unknown): Promise<Frame>;
  readonly closed: Promise<{ code: number; reason: string }>;
}

export function openRaw(url: string, headers: Record<string, string> = {}): RawClient {
  const socket = new WebSocket(url, { headers, perMessageDeflate: false });
  const received: Frame[] = [];
  let taken = 0;
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  // Whoever waits looks again when something came, or nothing will come any more.
  let wakeUp: () => void = () => undefined;
  const waitForMore = (): Promise<void> => new Promise((resolve) => (wakeUp = resolve));
  socket.on('message', (data: Buffer) => {
    received.push(JSON.parse(data.toString('utf8')) as Frame);
    wakeUp();
  });
  socket.on('error', () => undefined);
  socket.on('close', () => wakeUp());
  const next: RawClient['next'] = async (match = () => true) => {
    for (;;) {
      while (taken < received.length) {
        const frame = received[taken]!;
        taken += 1;
        if (match(frame)) return frame;
      }
      if (socket.readyState === WebSocket.CLOSED) throw new Error('closed before the frame came');
      await waitForMore();
    }
  };
  let requests = 0;
  return {
    socket,
    received,
    next,
    closed,
    send: (frame) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    async request(method, params) {
      requests += 1;
      const id = `r${requests}`;
      socket.send(JSON.stringify({ type: 'req', id, method, params }));
      return next((frame) => frame.type === 'res' && frame.id === id);
    },
  };
}

/** The params of a plain connect; parts can be replaced. */
export function connectParams(token: string, parts: Record<string, unknown> = {}): unknown {
  return {
    minProtocol: 4,
    maxProtocol: 4,
    client: { id: 'test', version: '1', platform: 'linux', mode: 'test' },
    role: 'operator',
    scopes: ['operator.read', 'operator.write', 'operator.admin'],
    auth: { token },
    ...parts,
  };
}

/** Opens a socket and connects with it; resolves to the client and the answer. */
export async function connectRaw(
  gateway: TestGateway,
  parts: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<{ client: RawClient; answer: Frame }> {
  const client = openRaw(gateway.wsUrl, headers);
  const challenge = await client.next();
  if (challenge.event !== 'connect.challenge') throw new Error('no challenge came');
  const answer = await client.request('connect', connectParams(gateway.credentials.token, parts));
  return { client, answer };
}

export interface TestDevice {
  readonly id: string;
  readonly publicKey: string;
  sign(text: string): string;
}

export function makeDevice(): TestDevice {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  return {
    id: createHash('sha256').update(raw).digest('hex'),
    publicKey: raw.toString('base64url'),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64url'),
  };
}

/** The `device` of a connect with the params of `connectParams`. */
export function signChallenge(
  device: TestDevice,
  token: string,
  nonce: string,
  ts: number,
): Record<string, unknown> {
  const scopes = 'operator.read,operator.write,operator.admin';
  const text = `v3|${device.id}|test|test|operator|${scopes}|${ts}|${token}|${nonce}|linux|`;
  return {
    id: device.id,
    publicKey: device.publicKey,
    signature: device.sign(text),
    signedAt: ts,
    nonce,
  };
}
