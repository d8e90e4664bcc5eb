import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { Logger } from '../platform/log.ts';
import { isLoopback } from './attempt-limiter.ts';
import { refuseUpgrade } from './http-answer.ts';
import { pathOf, refusalOf } from './http-handler.ts';
import { readSessionCookies } from './session-cookie.ts';
import type { SocketServer } from './socket-server.ts';

export interface UpgradeGateDeps {
  readonly log: Logger;
  readonly sockets: SocketServer;
  isClosing(): boolean;
  allowedOrigins(): readonly string[];
}

interface Refused {
  readonly status: number;
  readonly error: AppError;
}

/** Decides which upgrade requests become sockets, before anything is spent on them. */
export function createUpgradeGate(
  deps: UpgradeGateDeps,
): (request: IncomingMessage, socket: Duplex, head: Buffer) => void {
  return (request, socket, head) => {
    const address = request.socket.remoteAddress ?? '';
    const refused = refuse(deps, request, address);
    if (refused) {
      deps.log.info('gateway.refused', { code: refused.error.code, address });
      socket.on('error', ignore);
      refuseUpgrade(socket, refused.status, refused.error);
      return;
    }
    deps.sockets.accept(request, socket, head, {
      address,
      origin: request.headers.origin,
      host: request.headers.host,
      sessionSecrets: readSessionCookies(request.headers.cookie),
    });
  };
}

function refuse(
  deps: UpgradeGateDeps,
  request: IncomingMessage,
  address: string,
): Refused | undefined {
  if (deps.isClosing()) return { status: 503, error: new AppError('SHUTTING_DOWN') };
  const refused = refusalOf(request, deps.allowedOrigins());
  if (refused) return refused;
  if (pathOf(request) !== '/') {
    return { status: 404, error: new AppError('HTTP_NOT_FOUND', { path: 'that path' }) };
  }
  return isFull(deps.sockets, address)
    ? { status: 503, error: new AppError('CONNECTIONS_TOO_MANY') }
    : undefined;
}

/** Strangers may not fill the room for all; this machine alone may use what there is. */
function isFull(sockets: SocketServer, address: string): boolean {
  if (sockets.pendingCount >= limits.auth.pendingSockets) return true;
  return !isLoopback(address) && sockets.pendingCountOf(address) >= limits.auth.pendingPerAddress;
}

/** The other side may be gone before it reads the refusal. */
function ignore(): void {
  // Nothing to do: the socket is being closed already.
}
