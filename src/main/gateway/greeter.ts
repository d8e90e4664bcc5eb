import { AppError } from '../../shared/errors/index.ts';
import type { HelloOk } from '../../shared/protocol/connect.ts';
import type { Clock } from '../platform/clock.ts';
import { newId } from '../platform/ids.ts';
import type { Logger } from '../platform/log.ts';
import { publicError, toErrorShape } from './error-shape.ts';
import { decodeRequest } from './frame-decoder.ts';
import { admit, type Admission, type HandshakeDeps, type PendingSocket } from './handshake.ts';
import type { HelloWriter } from './hello.ts';
import { Peer } from './peer.ts';
import { clipReason, Refusal } from './refusal.ts';
import { raiseFrameLimit, type GatewaySocket } from './socket.ts';
import type { GatewaySnapshot } from './types.ts';

export interface GreeterDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly isStrict: boolean;
  readonly handshake: HandshakeDeps;
  readonly writeHello: HelloWriter;
  snapshot(): GatewaySnapshot;
}

export interface Greeter {
  /** Takes the first frame of a socket: it becomes a peer, or is told why not and closed. */
  readonly greet: (socket: GatewaySocket, pending: PendingSocket, text: string) => void;
}

/** @param onWelcome Called with the new peer right after its `hello-ok` was sent. */
export function createGreeter(
  deps: GreeterDeps,
  onWelcome: (socket: GatewaySocket, peer: Peer) => void,
): Greeter {
  const greet: Greeter['greet'] = (socket, pending, text) => {
    const decoded = decodeRequest(text);
    const id = decoded.ok ? decoded.frame.id : decoded.id;
    try {
      if (!decoded.ok) throw new Refusal(decoded.error);
      // A second request while the first is being answered.
      if (pending.isBusy) throw new Refusal(new AppError('HANDSHAKE_FIRST'));
      pending.isBusy = true;
      const admission = admit(deps.handshake, decoded.frame, pending);
      if (!admission.saving) {
        welcome(socket, id, admission);
        return;
      }
      admission.saving
        .then(() => welcome(socket, id, admission))
        .catch((error: unknown) => refuse(deps.log, socket, id, error));
    } catch (error) {
      refuse(deps.log, socket, id, error);
    }
  };

  const welcome = (socket: GatewaySocket, requestId: string, admission: Admission): void => {
    if (socket.readyState !== socket.OPEN) return;
    raiseFrameLimit(socket);
    const { role, scopes, clientKey } = admission;
    const peer = new Peer({ id: newId(), role, scopes, clientKey }, socket, deps.isStrict);
    const hello = deps.writeHello({
      connId: peer.id,
      nowMs: deps.clock.now(),
      snapshot: deps.snapshot(),
      auth: writeAuth(admission),
    });
    peer.transmit(`{"type":"res","id":${JSON.stringify(requestId)},"ok":true,"payload":${hello}}`);
    onWelcome(socket, peer);
  };

  return { greet };
}

function refuse(log: Logger, socket: GatewaySocket, requestId: string, thrown: unknown): void {
  const refusal =
    thrown instanceof Refusal ? thrown : new Refusal(publicError(thrown, 'connect', log));
  log.info('gateway.refused', { code: refusal.error.code, address: socket.pending?.address });
  if (socket.readyState !== socket.OPEN) return;
  socket.send(writeRefusal(requestId, refusal));
  socket.close(refusal.closeCode, clipReason(refusal.error.message));
}

function writeAuth({ role, scopes, deviceToken, issuedAtMs }: Admission): HelloOk['auth'] {
  return {
    role,
    scopes: [...scopes],
    ...(deviceToken === undefined ? {} : { deviceToken }),
    ...(issuedAtMs === undefined ? {} : { issuedAtMs }),
  };
}

/** A refused connect is an invalid request in the OpenClaw protocol, whatever the reason. */
function writeRefusal(id: string, { error, details }: Refusal): string {
  const isRefused = error.kind === 'refused' || error.kind === 'limited';
  const shape = toErrorShape(error, details, isRefused ? 'INVALID_REQUEST' : undefined);
  return JSON.stringify({ type: 'res', id, ok: false, error: shape });
}
