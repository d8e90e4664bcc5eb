import { createHash } from 'node:crypto';
import { WebSocketServer, type WebSocket } from 'ws';
import { AppError, toAppError } from '../../shared/errors/index.ts';
import type { DeliveryJob, DeliveryOutcome } from '../../shared/model/delivery.ts';
import type { Envelope } from '../../shared/model/envelope.ts';
import { methods } from '../../shared/protocol/contract.ts';
import { requestFrame, type RequestFrame } from '../../shared/protocol/frames.ts';
import { telegramChannel, type ChannelConfig } from '../../shared/config/channels.ts';
import type { Config } from '../../shared/config/schema.ts';
import { systemClock } from '../platform/clock.ts';
import type { Connection } from '../platform/connection.ts';
import { newId } from '../platform/ids.ts';
import { silentLog } from '../platform/log.ts';
import { createLookOut } from '../platform/look-out.ts';
import { createNodeRegistry, type NodeRegistry, type Placement } from './node-registry.ts';
import type { HostedChannelState } from './ports.ts';

/** A gateway as a host sees it: the real registry of nodes, and everything behind it in memory. */
export interface TestGateway {
  readonly registry: NodeRegistry;
  readonly url: string;
  readonly token: string;
  /** Messages that are committed, each once. */
  readonly inbox: readonly Envelope[];
  /** Messages as they came, repeats included. */
  readonly arrived: readonly Envelope[];
  readonly outcomes: readonly DeliveryOutcome[];
  readonly recoveries: readonly { readonly nodeId: string; readonly runId: string }[];
  readonly states: readonly HostedChannelState[];
  /** Calls of hosts, by method. */
  readonly calls: readonly string[];
  config: Config;
  /** What the outbox answers when a host has recovered. */
  openJobs: readonly DeliveryJob[];
  /** Set: every commit of messages fails with this. */
  inboxError: AppError | undefined;
  /** Set: commits of messages wait for it. */
  inboxGate: Promise<void>;
  /** Files that came from hosts, by name. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Set: no file can be stored. */
  fileError: AppError | undefined;
  /** Set: files are stored when it is over. */
  fileGate: Promise<void>;
  /** Whose files are worth fetching; everybody's unless a test says otherwise. */
  isWanted: (envelope: Envelope) => boolean;
  /** Takes no connections and cuts those there are, as if the gateway had died. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  until(isTrue: () => boolean, what: string): Promise<void>;
  close(): Promise<void>;
}

const patienceMs = 15_000;
const token = 'a-token-of-the-test-gateway';

/** A configuration with Telegram channels; each token stands for what a test wants of it. */
export function makeConfig(
  channels: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): Config {
  const entries = Object.entries(channels).map(([id, settings]) => {
    const channel = telegramChannel().parse({ token: 'fine', ...settings });
    return [id, { ...channel, type: 'telegram' } satisfies ChannelConfig] as const;
  });
  // Only the channels are looked at here.
  return { channels: Object.fromEntries(entries) } as unknown as Config;
}

/** Everything behind the registry, in memory. */
interface TestPorts {
  readonly inbox: Envelope[];
  readonly arrived: Envelope[];
  readonly outcomes: DeliveryOutcome[];
  readonly recoveries: { nodeId: string; runId: string }[];
  readonly states: HostedChannelState[];
  readonly calls: string[];
  readonly files: Map<string, Buffer>;
  config: Config;
  openJobs: readonly DeliveryJob[];
  inboxError: AppError | undefined;
  inboxGate: Promise<void>;
  fileError: AppError | undefined;
  fileGate: Promise<void>;
  isWanted: (envelope: Envelope) => boolean;
}

function makeRegistry(
  ports: TestPorts,
  look: () => void,
  placement: Placement | undefined,
): NodeRegistry {
  const seen = new Set<string>();
  return createNodeRegistry({
    inbox: {
      wants: (envelope) => ports.isWanted(envelope),
      async accept(_nodeId, _runId, _seq, envelopes) {
        ports.arrived.push(...envelopes);
        look();
        await ports.inboxGate;
        if (ports.inboxError) throw ports.inboxError;
        for (const one of envelopes) {
          const key = `${one.channel}\n${one.dedupeKey}`;
          if (!seen.has(key)) ports.inbox.push(one);
          seen.add(key);
        }
        look();
      },
    },
    outbox: {
      settle(settled) {
        ports.outcomes.push(...settled);
        look();
        return Promise.resolve();
      },
      recovered(nodeId, runId) {
        ports.recoveries.push({ nodeId, runId });
        return Promise.resolve(ports.openJobs);
      },
      wake: look,
    },
    blobs: {
      has: (hash) => Promise.resolve(ports.files.has(hash)),
      async put(data) {
        await ports.fileGate;
        if (ports.fileError) throw ports.fileError;
        const hash = createHash('sha256').update(data).digest('hex');
        ports.files.set(hash, Buffer.from(data));
        look();
        return hash;
      },
    },
    channelStates: {
      onChannelState(state) {
        ports.states.push(state);
        look();
      },
    },
    config: () => ({ config: ports.config, version: 1 }),
    ...(placement === undefined ? {} : { placement }),
    clock: systemClock,
    log: silentLog,
  });
}

/** Starts a gateway on a free port. */
export async function startTestGateway(
  config: Config,
  placement?: Placement,
): Promise<TestGateway> {
  const { look, until } = createLookOut(systemClock, patienceMs);
  const ports: TestPorts = {
    inbox: [],
    arrived: [],
    outcomes: [],
    recoveries: [],
    states: [],
    calls: [],
    config,
    openJobs: [],
    inboxError: undefined,
    inboxGate: Promise.resolve(),
    files: new Map(),
    fileError: undefined,
    fileGate: Promise.resolve(),
    isWanted: () => true,
  };
  const registry = makeRegistry(ports, look, placement);
  let server = await listen(0);
  const port = portOf(server);
  server.on('connection', serve);

  function serve(socket: WebSocket): void {
    const connection = connectionOf(socket);
    send(socket, { type: 'event', event: 'connect.challenge', payload: { nonce: 'n', ts: 1 } });
    socket.on('message', (data) => {
      const frame = requestFrame().parse(JSON.parse((data as Buffer).toString('utf8')));
      ports.calls.push(frame.method);
      look();
      void answer(frame, connection, registry).then((reply) => {
        send(socket, reply);
        look();
      });
    });
  }

  async function goAway(): Promise<void> {
    for (const client of server.clients) client.terminate();
    await new Promise((resolve) => server.close(resolve));
  }

  return Object.assign(ports, {
    registry,
    url: `ws://127.0.0.1:${port}`,
    token,
    goAway,
    async comeBack() {
      server = await listen(port);
      server.on('connection', serve);
    },
    until,
    close: goAway,
  });
}

async function answer(
  frame: RequestFrame,
  connection: Connection,
  registry: NodeRegistry,
): Promise<unknown> {
  const { id, method, params } = frame;
  try {
    const payload = await run(method, params, connection, registry);
    return { type: 'res', id, ok: true, payload };
  } catch (error) {
    const { code, message, hint } = toAppError(error);
    const shape = { code: 'UNAVAILABLE', message, details: { code, hint } };
    return { type: 'res', id, ok: false, error: shape };
  }
}

async function run(
  method: string,
  params: unknown,
  connection: Connection,
  { handlers }: NodeRegistry,
): Promise<unknown> {
  if (method === 'connect') return hello();
  if (!Object.hasOwn(handlers, method)) throw new AppError('METHOD_UNKNOWN', { method });
  const name = method as keyof typeof handlers;
  const parsed = methods[name].params().safeParse(params);
  if (!parsed.success)
    throw new AppError('PARAMS_INVALID', { method, path: '', reason: parsed.error.message });
  // The schema of this very method has seen the parameters.
  const handle = handlers[name] as (params: unknown, connection: Connection) => unknown;
  return methods[name].result().parse(await handle(parsed.data, connection));
}

function connectionOf(socket: WebSocket): Connection {
  let seq = 0;
  return {
    id: newId(),
    role: 'node',
    scopes: ['node'],
    clientKey: 'node',
    send(event, payload) {
      if (socket.readyState !== socket.OPEN) return false;
      seq += 1;
      send(socket, { type: 'event', event, payload, seq });
      return true;
    },
    aliasSession: () => undefined,
    close: (code, reason) => socket.close(code, reason),
    onClose: (listener) => void socket.on('close', listener),
  };
}

function hello(): unknown {
  const limits = { maxBytes: 1, maxImageBytes: 1 };
  return {
    type: 'hello-ok',
    protocol: 4,
    server: { version: 'test', connId: newId(), bootId: 'boot' },
    features: { methods: [], events: [] },
    snapshot: {
      presence: [],
      health: { ok: true, ts: 1 },
      stateVersion: { presence: 0, health: 0 },
      uptimeMs: 1,
      appliedConfigHash: null,
      sessionDefaults: {
        defaultAgentId: 'main',
        mainKey: 'main',
        mainSessionKey: 'agent:main:main',
        scope: 'per-sender',
      },
    },
    auth: { role: 'node', scopes: ['node'] },
    policy: { maxPayload: 1, maxBufferedBytes: 1, tickIntervalMs: 30_000, attachments: limits },
  };
}

function send(socket: WebSocket, frame: unknown): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame));
}

function listen(port: number): Promise<WebSocketServer> {
  return new Promise((resolve, reject) => {
    const server = new WebSocketServer({ host: '127.0.0.1', port });
    server.once('listening', () => resolve(server));
    server.once('error', reject);
  });
}

function portOf(server: WebSocketServer): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}
