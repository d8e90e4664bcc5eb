import { limits } from '../../shared/config/limits.ts';
import { AppError } from '../../shared/errors/index.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import { clipReason, closeCodes } from './refusal.ts';
import type { GatewaySocket } from './socket.ts';

export interface WaitingRoomDeps {
  readonly clock: Clock;
  readonly log: Logger;
}

export interface WaitingRoom {
  enter(socket: GatewaySocket, address: string): void;
  /** To be called while `pending` is still there. */
  leave(socket: GatewaySocket): void;
  countOf(address: string): number;
  readonly count: number;
  stop(): void;
}

/** How often sockets are looked for that never said who they are. */
const sweepMs = 500;

/** Sockets before their connect request, oldest first, under one shared timer. */
export function createWaitingRoom({ clock, log }: WaitingRoomDeps): WaitingRoom {
  const sockets = new Set<GatewaySocket>();
  const perAddress = new Map<string, number>();
  let timer: Timer | undefined;

  const sweep = (): void => {
    timer = undefined;
    const openedBeforeMs = clock.monotonic() - limits.frame.handshakeMs;
    for (const socket of sockets) {
      if (socket.pending && socket.pending.openedAtMs > openedBeforeMs) break;
      room.leave(socket);
      expire(socket, log);
    }
    wind();
  };
  const wind = (): void => {
    if (timer || sockets.size === 0) return;
    timer = clock.after(sweepMs, sweep, { unref: true });
  };

  const room: WaitingRoom = {
    enter(socket, address) {
      sockets.add(socket);
      perAddress.set(address, (perAddress.get(address) ?? 0) + 1);
      wind();
    },
    leave(socket) {
      if (!sockets.delete(socket)) return;
      const address = socket.pending?.address ?? '';
      const left = (perAddress.get(address) ?? 1) - 1;
      if (left > 0) perAddress.set(address, left);
      else perAddress.delete(address);
    },
    countOf: (address) => perAddress.get(address) ?? 0,
    get count() {
      return sockets.size;
    },
    stop() {
      timer?.cancel();
      timer = undefined;
    },
  };
  return room;
}

function expire(socket: GatewaySocket, log: Logger): void {
  const error = new AppError('HANDSHAKE_TIMEOUT', { seconds: limits.frame.handshakeMs / 1000 });
  log.info('gateway.refused', { code: error.code, address: socket.pending?.address });
  // Nothing it may still send is answered any more.
  if (socket.pending) socket.pending.isBusy = true;
  socket.close(closeCodes.policy, clipReason(error.message));
}
