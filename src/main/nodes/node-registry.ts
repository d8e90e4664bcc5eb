import type { DeliveryJob } from '../../shared/model/delivery.ts';
import type { Config } from '../../shared/config/schema.ts';
import type { Clock } from '../platform/clock.ts';
import type { MethodHandlers } from '../platform/connection.ts';
import type { Logger } from '../platform/log.ts';
import type {
  ChannelStatePort,
  Handover,
  HostedChannelState,
  InboxPort,
  OutboxPort,
} from './ports.ts';

export interface NodeRegistryDeps {
  readonly inbox: InboxPort;
  readonly outbox: OutboxPort;
  readonly channelStates: ChannelStatePort;
  /** The configuration in effect. */
  readonly config: () => { readonly config: Config; readonly version: number };
  /** On which node a channel really runs; absent: where the config says. */
  readonly placement?: Placement;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Moves a channel to a host of its own; see `createLocalHost`. */
export interface Placement {
  nodeOf(channel: string, configuredNode: string): string;
}

/** The handlers of the methods that hosts call. */
export type NodeHandlers = Pick<
  MethodHandlers,
  'node.hello' | 'node.inbound' | 'node.outcomes' | 'node.recovered' | 'node.status'
>;

/** The gateway's end of the lines to the channel hosts. */
export interface NodeRegistry {
  readonly handlers: NodeHandlers;
  /** The configuration took effect: tells each host what changed for it. */
  configChanged(): void;
  /** The host for this channel when it is ready for work; undefined while it is away. */
  handoverFor(channel: string): Handover | undefined;
  /**
   * Gives jobs to the hosts of their channels. Each row must be in `sending` with the run of
   * `handoverFor` already. What cannot be handed over any more is settled as `unreachable`, not
   * begun; so every job gets an outcome or is asked about in `recovered`.
   */
  deliver(jobs: readonly DeliveryJob[]): void;
  /** Shows on the messenger that somebody is being answered. Of no consequence when it fails. */
  showTyping(channel: string, chatId: string, threadId?: string): void;
  /** Every channel of the config that needs a host. */
  channelStates(): readonly HostedChannelState[];
}
