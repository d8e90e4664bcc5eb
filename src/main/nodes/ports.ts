import type { ChannelState } from '../../shared/model/channel-state.ts';
import type { DeliveryJob, DeliveryOutcome } from '../../shared/model/delivery.ts';
import type { Envelope } from '../../shared/model/envelope.ts';

/** Where messages from hosts go. */
export interface InboxPort {
  /** Whether a message would be let in, as far as can be said before it comes. */
  wants(envelope: Envelope): boolean;
  /**
   * Resolves after all of them are committed. The same batch, or the same message in another one,
   * may come again; the inbox recognises what it has. Calls of one node come one after the other.
   */
  accept(nodeId: string, runId: string, seq: number, envelopes: readonly Envelope[]): Promise<void>;
}

/** Where the results of deliveries go. */
export interface OutboxPort {
  /** Resolves after commit. The same outcome may come again, also a late one of an old attempt. */
  settle(outcomes: readonly DeliveryOutcome[]): Promise<void>;
  /**
   * A host is ready for work, and every outcome it or an earlier run had kept is settled. Of the
   * rows in `sending` on this node
   * - those handed to another run (see `Handover.runId`) were cut off: unknown;
   * - those handed to this very run are returned, with the attempt they had. The host is asked
   *   about them again; it knows what it has done and does nothing twice.
   */
  recovered(nodeId: string, runId: string): Promise<readonly DeliveryJob[]>;
  /** `handoverFor` answers for the node's channels from now on: hand over what waits. */
  wake(nodeId: string): void;
}

/** What a channel said about itself, or what follows from its host being away. */
export interface HostedChannelState {
  readonly channel: string;
  /** The node that runs it: `local`, `local#<channel>` after it was moved, or another. */
  readonly nodeId: string;
  readonly state: ChannelState;
  readonly account?: string;
  /** UTC milliseconds since when it is so. */
  readonly since: number;
  readonly error?: ChannelProblem;
}

/** A problem as it came over the line: its code may be of a newer program. */
export interface ChannelProblem {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** Who wants to know how channels do. */
export interface ChannelStatePort {
  onChannelState(state: HostedChannelState): void;
}

/** The present run of the host a channel's deliveries go to. */
export interface Handover {
  readonly nodeId: string;
  /** Store it with each row that goes to `sending`, before `deliver` is called. */
  readonly runId: string;
  /** How many more jobs the node may be given now. */
  readonly room: number;
}
