import type { ChannelConfig } from '../../shared/config/channels.ts';
import type { Config } from '../../shared/config/schema.ts';
import { findDescriptor } from '../channels/registry.ts';
import type { ChannelDescriptor } from '../channels/channel.ts';
import { createDispatcher, type Dispatcher } from '../delivery/dispatcher.ts';
import { createLiveReply, stillReply, type LiveReply } from '../delivery/live-reply.ts';
import { createSpeaker, type Speaker } from '../delivery/speaker.ts';
import type { ReplyTo, TurnRecord } from '../delivery/turn-store.ts';
import { plainHostNames, type HostNames } from '../nodes/host-names.ts';
import type { NodeRegistry } from '../nodes/node-registry.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import type { Database } from '../storage/database.ts';

/** The way out of the gateway. */
export interface Delivery {
  readonly dispatcher: Dispatcher;
  readonly speaker: Speaker;
  /** What of a turn is shown while it runs. */
  readonly liveReply: (turn: TurnRecord, replyTo: ReplyTo) => LiveReply;
}

/** What delivery needs of the registry of nodes. */
export type Hosts = Pick<NodeRegistry, 'channelStates' | 'handoverFor' | 'deliver' | 'showTyping'>;

export interface DeliveryDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly config: () => Config;
  /** The registry of nodes needs this path and this path needs it: asked for when it is used. */
  readonly nodes: () => Hosts;
  /** Absent: no channel was ever renamed. */
  readonly names?: HostNames | undefined;
  readonly onSettled: (channel: string, change: 'sent' | 'attention' | 'waiting') => void;
}

/** Puts the outbox, its dispatcher and the growing drafts together. */
export function createDelivery(deps: DeliveryDeps): Delivery {
  const { db, clock, log, config, nodes, names = plainHostNames } = deps;
  const channelOf = (id: string): ChannelConfig | undefined =>
    names.sameAs(id).flatMap((name) => config().channels[name] ?? [])[0];
  const descriptorOf = (channel: string): ChannelDescriptor | undefined =>
    findDescriptor(config().channels[channel]?.type ?? channel);

  const dispatcher = createDispatcher({
    ...{ db, clock, log },
    channel: (id) => channelOf(id),
    lastingName: (id) => names.hostNameOf(id),
    dedupesSends: (type) => findDescriptor(type)?.dedupesSends ?? false,
    channelsOfNode: (nodeId) => channelsOfNode(nodes(), nodeId).flatMap((id) => names.sameAs(id)),
    handoverFor: (channel) => nodes().handoverFor(channel),
    deliver: (jobs) => nodes().deliver(jobs),
    onSettled: deps.onSettled,
  });
  const speaker = createSpeaker({
    ...{ db, clock },
    dispatcher: () => dispatcher,
    textLimit: (channel) => descriptorOf(channel)?.textLimit,
    canEdit: (channel) => descriptorOf(channel)?.canEdit ?? false,
  });

  function liveReply(turn: TurnRecord, replyTo: ReplyTo): LiveReply {
    const channel = config().channels[replyTo.channel];
    const descriptor = channel && findDescriptor(channel.type);
    if (!channel || !descriptor || replyTo.isSilent) return stillReply;
    return createLiveReply(
      {
        ...{ db, clock, log, dispatcher },
        textLimit: descriptor.textLimit,
        editIntervalMs: descriptor.editIntervalMs,
        canEdit: descriptor.canEdit && channel.streaming === 'edits',
        showTyping: () => nodes().showTyping(replyTo.channel, replyTo.chat.id, replyTo.threadId),
      },
      { turnId: turn.id, sessionId: turn.session_id, replyTo },
    );
  }

  return { dispatcher, speaker, liveReply };
}

function channelsOfNode(nodes: Hosts, nodeId: string): readonly string[] {
  return nodes
    .channelStates()
    .filter((state) => state.nodeId === nodeId)
    .map((state) => state.channel);
}
