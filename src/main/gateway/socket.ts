import { WebSocket } from 'ws';
import { z } from 'zod';
import { limits } from '../../shared/config/limits.ts';
import { lazy } from '../../shared/lazy.ts';
import type { PendingSocket } from './handshake.ts';
import type { Peer } from './peer.ts';
import type { WriteGatherer } from './write-gatherer.ts';

/** A WebSocket that knows who is at its end, so that no look-up and no closure is needed. */
export class GatewaySocket extends WebSocket {
  /** Until the connect request was answered. */
  pending: PendingSocket | undefined;
  peer: Peer | undefined;
  writes: WriteGatherer | undefined;

  /** What is sent from here to the end of this round of the event loop leaves together. */
  gather(): void {
    this.writes?.hold();
  }
}

const receiverShape = lazy(() => z.object({ _maxPayload: z.number() }));

/**
 * Lets an authenticated peer send larger frames. ws has no way to say so after the upgrade, so
 * this reaches into its receiver; a test fails when a new version of ws moves the field.
 */
export function raiseFrameLimit(socket: WebSocket): void {
  const receiver: unknown = Reflect.get(socket, '_receiver');
  if (receiver === null || receiver === undefined) return; // closed meanwhile
  if (!receiverShape().safeParse(receiver).success) {
    throw new Error('ws keeps its frame limit elsewhere now');
  }
  Reflect.set(Object(receiver) as object, '_maxPayload', limits.frame.maxBytes);
}
