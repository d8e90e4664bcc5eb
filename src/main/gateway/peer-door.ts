import type { Clock } from '../platform/clock.ts';
import type { Connection } from '../platform/connection.ts';
import type { Logger } from '../platform/log.ts';
import type { EventHub } from './event-hub.ts';
import type { Peer } from './peer.ts';
import { createPulse } from './pulse.ts';

export interface PeerDoorDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly hub: EventHub;
}

export interface PeerDoor {
  readonly enter: (peer: Peer) => void;
  readonly leave: (peer: Peer) => void;
  /** Calls back for each node that comes. Returns the way to stop that. */
  readonly onNode: (listener: (connection: Connection) => void) => () => void;
  readonly stop: () => void;
}

/** What happens when a peer comes and goes, whatever carries it. */
export function createPeerDoor({ clock, log, hub }: PeerDoorDeps): PeerDoor {
  const pulse = createPulse(clock);
  const nodeListeners = new Set<(connection: Connection) => void>();
  const announce = (node: Connection): void => {
    for (const listener of nodeListeners) {
      try {
        listener(node);
      } catch (error) {
        log.error('gateway.nodeListenerFailed', { error });
      }
    }
  };
  return {
    enter(peer) {
      pulse.add(peer);
      hub.add(peer);
      log.debug('gateway.connected', { connection: peer.id, role: peer.role });
      if (peer.role === 'node') announce(peer);
    },
    leave(peer) {
      pulse.remove(peer);
      hub.remove(peer);
      log.debug('gateway.disconnected', { connection: peer.id });
      peer.markClosed((error) => log.error('gateway.closeListenerFailed', { error }));
    },
    onNode(listener) {
      nodeListeners.add(listener);
      return () => void nodeListeners.delete(listener);
    },
    stop() {
      pulse.stop();
      hub.stop();
    },
  };
}
