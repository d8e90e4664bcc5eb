import { AppError } from '../../shared/errors/index.ts';
import type { ChannelState } from '../../shared/model/channel-state.ts';
import type { Clock } from '../platform/clock.ts';
import type { PlacedChannel } from './hosted-channels.ts';
import type { ChannelProblem, HostedChannelState } from './ports.ts';

/** What a channel says about itself. */
export interface ChannelReport {
  readonly state: ChannelState;
  readonly account?: string | undefined;
  readonly error?: ChannelProblem | undefined;
}

export interface ChannelBoardDeps {
  readonly publish: (state: HostedChannelState) => void;
  readonly clock: Clock;
}

/** How every channel that needs a host does, as far as the gateway knows. */
export interface ChannelBoard {
  /** The config, or who is connected, has changed. */
  refresh(channels: readonly PlacedChannel[], isConnected: (nodeId: string) => boolean): void;
  /** A host says how a channel does; one that does not run there (any more) is not heard. */
  report(nodeId: string, hostName: string, report: ChannelReport): void;
  /** Why a node is away, or undefined when it is back; shown from the next refresh on. */
  hostProblem(nodeId: string, problem: ChannelProblem | undefined): void;
  list(): readonly HostedChannelState[];
}

/** The node that the gateway itself starts; a channel that was moved has `local#<channel>`. */
export const localNodeId = 'local';

type Place = Pick<PlacedChannel, 'id' | 'hostName' | 'nodeId'>;

/** Problems of the host, not of the channel: over as soon as the host is back. */
const hostCodes = new Set(['NODE_AWAY', 'HOST_CRASHED']);

/** Makes the board. Each change is published once; repeating what is known publishes nothing. */
export function createChannelBoard({ publish, clock }: ChannelBoardDeps): ChannelBoard {
  /** By host names, so that a channel that is renamed stays what it is. */
  const states = new Map<string, HostedChannelState>();
  const everConnected = new Set<string>();
  const hostProblems = new Map<string, ChannelProblem>();

  function put({ id: channel, hostName, nodeId }: Place, report: ChannelReport): void {
    const { state, account, error } = report;
    const known = states.get(hostName);
    const next: HostedChannelState = {
      channel,
      nodeId,
      state,
      since: known?.state === state ? known.since : clock.now(),
      ...(account === undefined ? {} : { account }),
      ...(error === undefined ? {} : { error: problemOf(error) }),
    };
    if (JSON.stringify(known) === JSON.stringify(next)) return;
    states.set(hostName, next);
    publish(next);
  }

  function awayReport(nodeId: string, account: string | undefined): ChannelReport {
    const problem = hostProblems.get(nodeId);
    const isOurs = nodeId === localNodeId || nodeId.startsWith(`${localNodeId}#`);
    if (problem === undefined && isOurs && !everConnected.has(nodeId))
      return { state: 'starting', account };
    const error = problem ?? new AppError('NODE_AWAY', { node: nodeId });
    return { state: 'retrying', account, error };
  }

  /** What is true of a channel without asking it, or undefined when only it can know. */
  function impliedState(
    { id, hostName, nodeId, config }: PlacedChannel,
    isConnected: boolean,
  ): ChannelReport | undefined {
    if (!config.enabled) return { state: 'off' };
    const known = states.get(hostName);
    const account = known?.account;
    if (!isConnected) return awayReport(nodeId, account);
    const wasAway = known === undefined || known.nodeId !== nodeId || known.state === 'off';
    if (wasAway || hostCodes.has(known.error?.code ?? '')) return { state: 'starting', account };
    return known.channel === id ? undefined : known;
  }

  return {
    refresh(channels, isConnected) {
      const present = new Set(channels.map(({ hostName }) => hostName));
      for (const name of states.keys()) if (!present.has(name)) states.delete(name);
      for (const channel of channels) {
        const isUp = isConnected(channel.nodeId);
        if (isUp) everConnected.add(channel.nodeId);
        const implied = impliedState(channel, isUp);
        if (implied) put(channel, implied);
      }
    },
    report(nodeId, hostName, report) {
      const known = states.get(hostName);
      if (known?.nodeId !== nodeId || known.state === 'off') return;
      put({ id: known.channel, hostName, nodeId }, report);
    },
    hostProblem(nodeId, problem) {
      if (problem === undefined) hostProblems.delete(nodeId);
      else hostProblems.set(nodeId, problemOf(problem));
    },
    list: () => [...states.values()],
  };
}

function problemOf({ code, message, hint }: ChannelProblem): ChannelProblem {
  return { code, message, hint };
}
