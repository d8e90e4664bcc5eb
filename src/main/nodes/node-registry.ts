import { AppError } from '../../shared/errors/index.ts';
import type { DeliveryJob, DeliveryOutcome } from '../../shared/model/delivery.ts';
import type { Config } from '../../shared/config/schema.ts';
import type { ResultOf } from '../../shared/protocol/contract.ts';
import type { BlobFiles } from '../platform/blob-files.ts';
import type { Clock } from '../platform/clock.ts';
import type { Connection } from '../platform/connection.ts';
import type { Logger } from '../platform/log.ts';
import { createChannelBoard } from './channel-board.ts';
import { createConfigPush, type ConfigPush } from './config-push.ts';
import { createFileIntake } from './file-intake.ts';
import { plainHostNames, type HostNames } from './host-names.ts';
import {
  configuredPlacement,
  listPlacedChannels,
  type PlacedChannel,
  type Placement,
} from './hosted-channels.ts';
import { createNodeHandlers, type NodeHandlers, type NodeHello } from './node-handlers.ts';
import { createNodeLine, type NodeLine } from './node-line.ts';
import type {
  ChannelProblem,
  ChannelStatePort,
  Handover,
  HostedChannelState,
  InboxPort,
  OutboxPort,
} from './ports.ts';

export type { Placement } from './hosted-channels.ts';
export type { NodeHandlers } from './node-handlers.ts';

export interface NodeRegistryDeps {
  readonly inbox: InboxPort;
  readonly outbox: OutboxPort;
  /** Where files that came with messages are kept. */
  readonly blobs: Pick<BlobFiles, 'has' | 'put'>;
  readonly channelStates: ChannelStatePort;
  /** The configuration in effect. */
  readonly config: () => { readonly config: Config; readonly version: number };
  /** On which node a channel really runs; absent: where the config says. */
  readonly placement?: Placement;
  /** Absent: no channel was ever renamed. */
  readonly names?: HostNames;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The gateway's end of the lines to the channel hosts. */
export interface NodeRegistry {
  readonly handlers: NodeHandlers;
  /** The configuration took effect: tells each host what changed for it. Call it at start, too. */
  configChanged(): void;
  /** The host for this channel when it is ready for work; undefined while it is away. */
  handoverFor(channel: string): Handover | undefined;
  /**
   * Gives jobs to the hosts of their channels. Each row must be in `sending` with the run of
   * `handoverFor` already. What cannot be handed over any more is settled as `unreachable`, not
   * begun; so every job gets an outcome or is asked about in `recovered`.
   */
  deliver(jobs: readonly DeliveryJob[]): void;
  /**
   * Ends the connection of a channel and starts it again.
   * @throws AppError NODE_AWAY while its host is not connected
   */
  restart(channel: string): void;
  /** Shows on the messenger that somebody is being answered. Of no consequence when it fails. */
  showTyping(channel: string, chatId: string, threadId?: string): void;
  /** Every channel of the config that needs a host. */
  channelStates(): readonly HostedChannelState[];
  /** Why the host of a node is not there; shown with its channels until it connects. */
  hostFailed(nodeId: string, problem: ChannelProblem): void;
}

/** Makes the registry of the nodes. It holds no timer and no file; what must last is the ports'. */
export function createNodeRegistry(deps: NodeRegistryDeps): NodeRegistry {
  const { inbox, outbox, log } = deps;
  const { placement = configuredPlacement, names = plainHostNames } = deps;
  const lines = new Map<string, NodeLine>();
  const lineOf = new WeakMap<Connection, NodeLine>();
  const push = createConfigPush(deps.config, placement, names);
  const board = createChannelBoard({
    publish: (state) => deps.channelStates.onChannelState(state),
    clock: deps.clock,
  });

  const { placed, placeOf, nameOf, forHost } = createPlaces(deps.config, placement, names);
  const refreshBoard = (): void =>
    board.refresh(placed(), (nodeId) => lines.get(nodeId)?.connection !== undefined);
  const lineForChannel = (channel: string): NodeLine | undefined =>
    lines.get(placeOf(channel)?.nodeId ?? '');

  function attach(connection: Connection, hello: NodeHello): ResultOf<'node.hello'> {
    const { nodeId, runId, lastDeliverySeq } = hello;
    const line = lines.get(nodeId) ?? createNodeLine(nodeId);
    lines.set(nodeId, line);
    lineOf.set(connection, line);
    line.attach(connection, runId, lastDeliverySeq);
    log.info('node.connected', { nodeId, runId });
    connection.onClose(() => {
      if (!line.detach(connection)) return;
      log.info('node.disconnected', { nodeId, runId });
      refreshBoard();
    });
    board.hostProblem(nodeId, undefined);
    const message = push.channelsFor(nodeId, connection);
    refreshBoard();
    return { lastInboundSeq: line.lastInboundSeq, ...message };
  }

  const giveBack = (jobs: readonly DeliveryJob[]): void => giveJobsBack(deps, jobs);

  function deliver(jobs: readonly DeliveryJob[]): void {
    const byLine = Map.groupBy(jobs, (job) => lineForChannel(job.channel));
    for (const [line, part] of byLine)
      giveBack(line?.isReady === true ? line.deliver(part.map(forHost)) : part);
  }

  const handlers = createNodeHandlers({
    inbox,
    outbox,
    files: createFileIntake(deps.blobs),
    log,
    attach,
    lineOf: (connection) => lineOf.get(connection),
    deliver,
    nameOf,
    report: (nodeId, hostName, report) => board.report(nodeId, hostName, report),
  });

  return {
    handlers,
    deliver,
    configChanged() {
      for (const { nodeId, connection } of lines.values())
        if (connection !== undefined) push.toHost(nodeId, connection);
      refreshBoard();
    },
    handoverFor(channel) {
      const line = lineForChannel(channel);
      if (line?.connection === undefined || line.runId === undefined || !line.isReady)
        return undefined;
      return { nodeId: line.nodeId, runId: line.runId, room: line.room };
    },
    restart: (channel) => restartChannel(names.hostNameOf(channel), lineForChannel(channel), push),
    showTyping(channel, chatId, threadId) {
      const typing = { channel: names.hostNameOf(channel), chatId, ...(threadId && { threadId }) };
      lineForChannel(channel)?.connection?.send('node.typing', typing);
    },
    channelStates() {
      refreshBoard();
      return board.list();
    },
    hostFailed(nodeId, problem) {
      board.hostProblem(nodeId, problem);
      refreshBoard();
    },
  };
}

/** Where channels run, and by what name hosts know them. */
function createPlaces(
  current: NodeRegistryDeps['config'],
  placement: Placement,
  names: HostNames,
): {
  readonly placed: () => readonly PlacedChannel[];
  /** Also by the name that a channel is just getting, or giving up. */
  readonly placeOf: (channel: string) => PlacedChannel | undefined;
  readonly nameOf: (hostName: string) => string;
  readonly forHost: (job: DeliveryJob) => DeliveryJob;
} {
  const placed = () => listPlacedChannels(current().config, placement, names);
  const find = (wanted: string) => placed().find(({ hostName }) => hostName === wanted);
  return {
    placed,
    placeOf: (channel) => find(names.hostNameOf(channel)),
    nameOf: (hostName) => find(hostName)?.id ?? hostName,
    forHost: (job) => ({ ...job, channel: names.hostNameOf(job.channel) }),
  };
}

/** What could not be handed to a host waits in the outbox again. */
function giveJobsBack({ outbox, log }: NodeRegistryDeps, jobs: readonly DeliveryJob[]): void {
  if (jobs.length === 0) return;
  outbox
    .settle(jobs.map(notHandedOver))
    .catch((error: unknown) => log.error('node.settle-failed', { error }));
}

function restartChannel(hostName: string, line: NodeLine | undefined, push: ConfigPush): void {
  if (line?.connection === undefined) {
    throw new AppError('NODE_AWAY', { node: line?.nodeId ?? hostName });
  }
  push.restart(hostName);
  push.toHost(line.nodeId, line.connection);
}

/** What no host has ever seen can be tried again at once; nothing of it has begun. */
function notHandedOver({ id, attempt }: DeliveryJob): DeliveryOutcome {
  const reason = 'The node that runs this channel is not connected.';
  return { result: 'failed', id, attempt, kind: 'unreachable', hasBegun: false, reason };
}
