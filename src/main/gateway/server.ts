import { limits } from '../../shared/config/limits.ts';
import { delay, type Clock } from '../platform/clock.ts';
import { newId } from '../platform/ids.ts';
import { createAttemptLimiter } from './attempt-limiter.ts';
import { createDispatch, type Dispatch } from './dispatch.ts';
import { createEventHub, type EventHub } from './event-hub.ts';
import { createHelloWriter } from './hello.ts';
import { createHttpHandler } from './http-handler.ts';
import { createListener, type Listener } from './listener.ts';
import { createPeerDoor, type PeerDoor } from './peer-door.ts';
import { Peer } from './peer.ts';
import { closeCodes } from './refusal.ts';
import { createSocketServer, type SocketServer } from './socket-server.ts';
import type { AttachedPeer, GatewayServer, GatewayServerDeps } from './types.ts';
import { createUpgradeGate } from './upgrade-gate.ts';
import { createWebSessions, type WebSessions } from './web-sessions.ts';

/** How long peers have to answer our close; all is done within a second. */
const closeGraceMs = 700;
/** Cut sockets are gone a moment later. */
const cutGraceMs = 200;

/**
 * The gateway's server: one port for WebSockets and the interface, handshake and authentication,
 * calls to the handlers, events to the peers. It knows the contract, and nothing of what the
 * handlers do.
 */
export function createGatewayServer(deps: GatewayServerDeps): GatewayServer {
  const { clock, log } = deps;
  const isStrict = deps.isStrict === true;
  let closing: Promise<void> | undefined;
  const isClosing = (): boolean => closing !== undefined;
  const hub = createEventHub({ clock, bootId: deps.bootId, isStrict });
  const door = createPeerDoor({ clock, log, hub });
  const dispatch = createDispatch({ handlers: () => deps.handlers, log, isStrict, isClosing });
  const { sockets, listener, sessions } = createTransport(deps, { door, dispatch, isClosing });
  const announceShutdown = (reason: string, restartExpectedMs?: number): void => {
    const expected = restartExpectedMs === undefined ? {} : { restartExpectedMs };
    hub.flush();
    hub.publish('shutdown', { reason, ...expected });
  };

  return {
    events: hub,
    watchers: hub.watchers,
    resume: (params) => hub.resume(params),
    watch: (connection, sessionKeys) => hub.watch(connection, sessionKeys),
    flushChat: () => hub.flush(),
    createCode: () => sessions.createCode(),
    announceShutdown,
    onNode: door.onNode,
    get address() {
      return listener.address;
    },
    get connectionCount() {
      return hub.peers.size;
    },
    listen: (endpoint) => listener.listen(endpoint),
    async rebind(endpoint) {
      const before = listener.address;
      const moved = await listener.listen(endpoint);
      log.info('gateway.moved', { from: before, to: moved });
      // Nobody stays connected through an address that is no longer meant to be served.
      if (before && before.host !== moved.host) hangUp(sockets);
      return moved;
    },
    attach(carrier, identity) {
      const peer = new Peer({ ...identity, id: newId() }, carrier, isStrict);
      door.enter(peer);
      return attached(peer, dispatch, door);
    },
    close(reason = 'the gateway stops') {
      closing ??= Promise.resolve().then(async () => {
        announceShutdown(reason);
        await shutDown(listener, sockets, hub, clock);
        door.stop();
      });
      return closing;
    },
  };
}

interface TransportParts {
  readonly door: PeerDoor;
  readonly dispatch: Dispatch;
  readonly isClosing: () => boolean;
}

/** Everything that touches the network. */
function createTransport(
  deps: GatewayServerDeps,
  { door, dispatch, isClosing }: TransportParts,
): { sockets: SocketServer; listener: Listener; sessions: WebSessions } {
  const { clock, log, credentials, devices } = deps;
  const sessions = createWebSessions({ clock, store: deps.webSessions });
  const limiter = createAttemptLimiter({ clock, ...limits.auth });
  const allowedOrigins = (): readonly string[] => deps.allowedOrigins();
  const isReady = (): boolean => deps.isReady();
  const findSession = (secret: string): string | undefined => sessions.find(secret);
  const sockets = createSocketServer({
    clock,
    log,
    isStrict: deps.isStrict === true,
    handshake: { clock, credentials, devices, limiter, allowedOrigins, isReady, findSession },
    writeHello: createHelloWriter({ version: deps.version, bootId: deps.bootId }),
    snapshot: () => deps.snapshot(),
    onPeer: door.enter,
    onFrame: dispatch,
    onGone: door.leave,
  });
  const listener = createListener({
    onError: (error) => log.error('gateway.acceptFailed', { error }),
    onRequest: createHttpHandler({
      log,
      sessions,
      limiter,
      allowedOrigins,
      staticDir: deps.staticDir,
      isReady: () => !isClosing() && isReady(),
    }),
    onUpgrade: createUpgradeGate({ log, sockets, isClosing, allowedOrigins }),
  });
  return { sockets, listener, sessions };
}

function attached(peer: Peer, dispatch: Dispatch, door: PeerDoor): AttachedPeer {
  return {
    connection: peer,
    receive(frame) {
      if (!peer.isClosed) dispatch(peer, frame);
    },
    closed: () => door.leave(peer),
  };
}

async function shutDown(
  listener: Listener,
  sockets: SocketServer,
  hub: EventHub,
  clock: Clock,
): Promise<void> {
  listener.close();
  hangUp(sockets);
  for (const peer of hub.peers) peer.close(closeCodes.restart, 'service restart');
  await Promise.race([sockets.whenEmpty(), delay(clock, closeGraceMs)]);
  for (const socket of sockets.sockets) socket.terminate();
  await Promise.race([sockets.whenEmpty(), delay(clock, cutGraceMs)]);
  sockets.stop();
  listener.cut();
}

function hangUp(sockets: SocketServer): void {
  for (const socket of sockets.sockets) {
    if (socket.peer) socket.peer.close(closeCodes.restart, 'service restart');
    else socket.close(closeCodes.restart, 'service restart');
  }
}
