import { generateKeyPairSync, createHash, createPublicKey, sign } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { GatewayClient } from '@openclaw/gateway-client';

type Options = NonNullable<ConstructorParameters<typeof GatewayClient>[0]>;
type Identity = NonNullable<Options['deviceIdentity']>;
type ReferenceEvent = Parameters<NonNullable<Options['onEvent']>>[0];
type ReferenceHello = Parameters<NonNullable<Options['onHelloOk']>>[0];
type Paused = Parameters<NonNullable<Options['onReconnectPaused']>>[0];

export interface ReferenceClient {
  readonly client: GatewayClient;
  readonly events: ReferenceEvent[];
  readonly gaps: { expected: number; received: number }[];
  readonly hello: Promise<ReferenceHello>;
  readonly paused: Promise<Paused>;
  readonly nextEvent: (match: (event: ReferenceEvent) => boolean) => Promise<ReferenceEvent>;
  stop(): Promise<void>;
}

/** The key pair of a device, as the client of the OpenClaw project wants it. */
export function makeIdentity(): Identity {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  return {
    deviceId: createHash('sha256').update(raw).digest('hex'),
    privateKeyPem: privateKey.export({ format: 'pem', type: 'pkcs8' }),
    publicKeyPem: publicKey.export({ format: 'pem', type: 'spki' }),
  };
}

/** Where a device keeps its tokens, in memory. */
export type TokenStore = Map<string, { token: string; scopes: string[] }>;

/** Starts the unmodified client of npm against a server. */
export function startReferenceClient(
  options: Options,
  tokens: TokenStore = new Map(),
): ReferenceClient {
  const emitter = new EventEmitter();
  const events: ReferenceEvent[] = [];
  const gaps: { expected: number; received: number }[] = [];
  const hello = once(emitter, 'hello').then(([value]) => value as ReferenceHello);
  const paused = once(emitter, 'paused').then(([value]) => value as Paused);
  const client = new GatewayClient({
    deviceIdentity: null,
    ...options,
    onEvent: (event) => {
      events.push(event);
      emitter.emit('event');
    },
    onGap: (gap) => gaps.push(gap),
    onHelloOk: (value) => emitter.emit('hello', value),
    onReconnectPaused: (info) => emitter.emit('paused', info),
    hostDeps: {
      signDevicePayload: (pem, text) => sign(null, Buffer.from(text), pem).toString('base64url'),
      publicKeyRawBase64UrlFromPem: (pem) =>
        createPublicKey(pem)
          .export({ format: 'der', type: 'spki' })
          .subarray(-32)
          .toString('base64url'),
      loadDeviceAuthToken: ({ deviceId, role }) => tokens.get(`${deviceId} ${role}`) ?? null,
      storeDeviceAuthToken: ({ deviceId, role, token, scopes }) =>
        void tokens.set(`${deviceId} ${role}`, { token, scopes }),
      clearDeviceAuthToken: ({ deviceId, role }) => void tokens.delete(`${deviceId} ${role}`),
      logDebug: () => undefined,
      logError: () => undefined,
    },
  });
  client.start();
  let taken = 0;
  return {
    client,
    events,
    gaps,
    hello,
    paused,
    async nextEvent(match) {
      // Each waits by itself: of two that wait at once none takes what the other one looks for.
      let next = taken;
      for (;;) {
        const found = events.slice(next).findIndex(match);
        if (found >= 0) {
          taken = Math.max(taken, next + found + 1);
          return events[next + found]!;
        }
        next = events.length;
        await once(emitter, 'event');
      }
    },
    stop: () => client.stopAndWait(),
  };
}
