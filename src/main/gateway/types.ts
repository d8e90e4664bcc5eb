import type { Connection, EventSink, MethodHandlers, WatcherSink } from '../platform/connection.ts';
import type { Clock } from '../platform/clock.ts';
import type { GatewayCredentials } from '../platform/credentials.ts';
import type { Logger } from '../platform/log.ts';
import type { ParsedParamsOf, ResultOf } from '../../shared/protocol/contract.ts';
import type { Scope } from '../../shared/protocol/spec.ts';
import type { Carrier } from './carrier.ts';

export type Role = Connection['role'];

/** A client that proved its Ed25519 key while it knew the shared token. */
export interface DeviceRecord {
  /** Hexadecimal SHA-256 of the 32 raw bytes of the public key. */
  readonly id: string;
  /** base64url of the raw key. */
  readonly publicKey: string;
  /** One approval for each role; taking one out (or counting up `generation`) revokes its token. */
  readonly approvals: readonly DeviceApproval[];
  /** What the client calls itself; for lists, never for decisions. */
  readonly client: { readonly id: string; readonly platform: string; readonly name?: string };
  readonly createdAt: number;
}

export interface DeviceApproval {
  readonly role: Role;
  readonly scopes: readonly Scope[];
  readonly issuedAtMs: number;
  /** Part of what the device token is derived from. */
  readonly generation: number;
}

/** Where devices are kept. `get` is on the path of each connect: it must be quick. */
export interface DevicePort {
  get(id: string): DeviceRecord | undefined;
  /** A token is given out only after this has resolved. */
  save(record: DeviceRecord): Promise<void> | void;
}

/** What `hello-ok` tells about the state of the gateway. */
export interface GatewaySnapshot {
  readonly defaultAgentId: string;
  readonly mainSessionKey: string;
  readonly appliedConfigHash: string | null;
  readonly uptimeMs: number;
}

/** A signed-in browser, as it is kept over a restart: never the cookie, only its hash. */
export interface StoredWebSession {
  readonly hash: string;
  readonly createdAt: number;
  readonly lastUsedAt: number;
}

export interface WebSessionStore {
  load(): readonly StoredWebSession[];
  /** Called when the list changed; may be slow, is not waited for. */
  save(sessions: readonly StoredWebSession[]): void;
}

export interface GatewayServerDeps {
  readonly handlers: MethodHandlers;
  readonly clock: Clock;
  readonly log: Logger;
  readonly version: string;
  /** New each time the gateway starts; the epoch of the event log. */
  readonly bootId: string;
  readonly credentials: GatewayCredentials;
  readonly devices: DevicePort;
  /** Without it a restart of the gateway signs every browser out. */
  readonly webSessions?: WebSessionStore;
  snapshot(): GatewaySnapshot;
  /** Pages of other addresses that may connect: `gateway.allowedOrigins`. */
  allowedOrigins(): readonly string[];
  /** The built web interface; without it `/` answers in words. */
  readonly staticDir?: string;
  /** False while the gateway starts: connects are refused with a word to retry. */
  isReady(): boolean;
  /** Check what we send against the contract too; for tests and development. Default: false. */
  readonly isStrict?: boolean;
}

export interface Endpoint {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
}

/** The peer of a carrier without handshake (IPC); who is at its end is known beforehand. */
interface AttachedIdentity {
  readonly role: Role;
  readonly scopes: readonly Scope[];
  readonly clientKey: string;
}

export interface AttachedPeer {
  readonly connection: Connection;
  /** One frame from the other side, as text. */
  receive(frame: string): void;
  /** The carrier is gone. */
  closed(): void;
}

export interface GatewayServer {
  /** Throws AppError PORT_IN_USE or HOST_NOT_AVAILABLE. Resolves to where it really listens. */
  listen(endpoint: Endpoint): Promise<Endpoint>;
  /** Moves the listener. Fails without change; established sockets of the same host stay. */
  rebind(endpoint: Endpoint): Promise<Endpoint>;
  /** Where it listens now; undefined before `listen` and after `close`. */
  readonly address: Endpoint | undefined;
  readonly events: EventSink;
  readonly watchers: WatcherSink;
  /**
   * For the handler of `events.resume`, which must return this result without waiting, so that no
   * event can slip between the cursor and the answer.
   */
  resume(params: ParsedParamsOf<'events.resume'>): ResultOf<'events.resume'>;
  /** A connection looks at these conversations: what is said in others is left out for it. */
  watch(connection: Connection, sessionKeys: readonly string[] | undefined): void;
  /** Sends the chat text that still waits to be gathered, so that what is read next fits it. */
  flushChat(): void;
  /** Authenticated connections. */
  readonly connectionCount: number;
  /** Calls back for each connection that takes the role `node`. Returns the way to stop that. */
  readonly onNode: (listener: (connection: Connection) => void) => () => void;
  /** A one-time code that signs a browser in; it belongs into the fragment of a URL. */
  createCode(): string;
  /** Serves a peer on another carrier than a socket, with the same frames and no handshake. */
  attach(carrier: Carrier, identity: AttachedIdentity): AttachedPeer;
  /** Tells everybody; `close` does so by itself. */
  announceShutdown(reason: string, restartExpectedMs?: number): void;
  /** Says so to everybody, closes with 1012, and is done within a second. */
  close(reason?: string): Promise<void>;
}
