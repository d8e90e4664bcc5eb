import { localNodeId } from './channel-board.ts';
import type { Placement } from './hosted-channels.ts';

/** Which channels of this machine have a host of their own; all by their host names. */
export interface LocalPlacement extends Placement {
  /** Gives a channel a host of its own; true when it had none yet. */
  moveOut(channel: string): boolean;
  /** Only these channels exist; what was known of others is forgotten. */
  keepOnly(channels: ReadonlySet<string>): void;
}

/** Makes the placement: everything in one host, until a channel is moved out. */
export function createLocalPlacement(): LocalPlacement {
  const alone = new Set<string>();
  return {
    nodeOf: (channel, node) =>
      node === localNodeId && alone.has(channel) ? `${localNodeId}#${channel}` : node,
    moveOut(channel) {
      if (alone.has(channel)) return false;
      alone.add(channel);
      return true;
    },
    keepOnly(channels) {
      for (const channel of alone) if (!channels.has(channel)) alone.delete(channel);
    },
  };
}
