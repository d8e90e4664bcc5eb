import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { limits } from '../../shared/config/limits.ts';
import { createGreeter, type GreeterDeps } from './greeter.ts';
import type { Peer } from './peer.ts';
import { GatewaySocket } from './socket.ts';
import { createWaitingRoom } from './waiting-room.ts';
import { WriteGatherer } from './write-gatherer.ts';

export interface SocketServerDeps extends GreeterDeps {
  /** An authenticated peer, right after its `hello-ok`. */
  readonly onPeer: (peer: Peer) => void;
  readonly onFrame: (peer: Peer, text: string) => void;
  readonly onGone: (peer: Peer) => void;
}

/** What the upgrade request said, checked as far as it can be before the first frame. */
interface UpgradeFacts {
  readonly address: string;
  readonly origin: string | undefined;
  readonly host: string | undefined;
  readonly sessionSecrets: readonly string[];
}

export interface SocketServer {
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, facts: UpgradeFacts): void;
  /** Sockets that wait for their connect request. */
  readonly pendingCount: number;
  pendingCountOf(address: string): number;
  readonly sockets: ReadonlySet<GatewaySocket>;
  /** Resolves when no socket is left. */
  whenEmpty(): Promise<void>;
  stop(): void;
}

/** `closeTimeout`: how long a peer has to answer our close before its socket is cut. */
const socketOptions = {
  noServer: true,
  clientTracking: false,
  perMessageDeflate: false,
  maxPayload: limits.frame.preAuthBytes,
  maxFragments: limits.frame.fragments,
  closeTimeout: 5_000,
  WebSocket: GatewaySocket,
};

/** Brings sockets from the upgrade to the authenticated peer, and their frames to the peer. */
export function createSocketServer(deps: SocketServerDeps): SocketServer {
  const server = new WebSocketServer(socketOptions);
  const sockets = new Set<GatewaySocket>();
  const waiting = createWaitingRoom(deps);
  let onEmpty: (() => void) | undefined;
  const greeter = createGreeter(deps, (socket, peer) => {
    waiting.leave(socket);
    socket.pending = undefined;
    socket.peer = peer;
    deps.onPeer(peer);
  });
  const listeners = createListeners(deps, greeter.greet, (socket) => {
    sockets.delete(socket);
    waiting.leave(socket);
    if (socket.peer) deps.onGone(socket.peer);
    if (sockets.size === 0) onEmpty?.();
  });

  return {
    accept(request, socket, head, facts) {
      server.handleUpgrade(request, socket, head, (ws) => {
        if (!(ws instanceof GatewaySocket)) return;
        ws.writes = new WriteGatherer(socket);
        listeners.attach(ws);
        const nonce = randomUUID();
        ws.pending = { ...facts, nonce, openedAtMs: deps.clock.monotonic(), isBusy: false };
        sockets.add(ws);
        waiting.enter(ws, facts.address);
        ws.send(writeChallenge(nonce, deps.clock.now()));
      });
    },
    sockets,
    get pendingCount() {
      return waiting.count;
    },
    pendingCountOf: (address) => waiting.countOf(address),
    whenEmpty: () =>
      sockets.size === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            onEmpty = resolve;
          }),
    stop: () => waiting.stop(),
  };
}

/** One listener of each kind for all sockets: `this` says which socket it is. */
function createListeners(
  deps: SocketServerDeps,
  greet: (
    socket: GatewaySocket,
    pending: NonNullable<GatewaySocket['pending']>,
    text: string,
  ) => void,
  onGone: (socket: GatewaySocket) => void,
): { attach(socket: GatewaySocket): void } {
  function onMessage(this: WebSocket, data: RawData, isBinary: boolean): void {
    if (!(this instanceof GatewaySocket)) return;
    // Frames are text; anything binary is answered like a text that is no JSON.
    const text = isBinary ? '' : textOf(data);
    if (this.peer) {
      this.peer.silentRounds = 0;
      deps.onFrame(this.peer, text);
    } else if (this.pending) greet(this, this.pending, text);
  }
  function onPong(this: WebSocket): void {
    if (this instanceof GatewaySocket && this.peer) this.peer.silentRounds = 0;
  }
  function onClose(this: WebSocket): void {
    if (this instanceof GatewaySocket) onGone(this);
  }
  // ws closes the socket by itself after an error, with the fitting code.
  function onError(this: WebSocket, error: Error): void {
    deps.log.debug('gateway.socketFailed', { reason: error.message });
  }
  return {
    attach(socket) {
      socket.on('message', onMessage).on('close', onClose).on('error', onError).on('pong', onPong);
    },
  };
}

function writeChallenge(nonce: string, ts: number): string {
  return (
    '{"type":"event","event":"connect.challenge","payload":' +
    `{"nonce":"${nonce}","ts":${ts},"capabilities":[]}}`
  );
}

function textOf(data: RawData): string {
  if (Buffer.isBuffer(data)) return data.toString('utf8');
  return Array.isArray(data)
    ? Buffer.concat(data).toString('utf8')
    : Buffer.from(data).toString('utf8');
}
