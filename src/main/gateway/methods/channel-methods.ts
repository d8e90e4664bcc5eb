import type { Config } from '../../../shared/config/schema.ts';
import { AppError } from '../../../shared/errors/index.ts';
import type { ChannelStatus } from '../../../shared/protocol/channels.ts';
import { countOutbox } from '../../delivery/outbox-stuck.ts';
import type { HostedChannelState } from '../../nodes/ports.ts';
import type { ParsedParamsOf, ResultOf } from '../../../shared/protocol/contract.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Connection, MethodHandlers } from '../../platform/connection.ts';
import type { ConfigProblem } from '../../../shared/protocol/config.ts';
import type { Sql } from '../../storage/database.ts';

export interface ChannelMethodDeps {
  readonly db: Sql;
  readonly startedAt: number;
  readonly config: () => Config;
  readonly problems: () => readonly ConfigProblem[];
  readonly hosted: () => readonly HostedChannelState[];
  /** When something last came in or went out on a channel, UTC milliseconds. */
  readonly activity: (channel: string) => {
    readonly inboundAt?: number;
    readonly outboundAt?: number;
  };
}

/** How every configured channel does; also for the event `channels.changed`. */
export interface ChannelBoardView {
  list(): ChannelStatus[];
  find(id: string): ChannelStatus | undefined;
}

export function createChannelView(deps: ChannelMethodDeps): ChannelBoardView {
  function list(): ChannelStatus[] {
    const hosted = new Map(deps.hosted().map((state) => [state.channel, state]));
    const configured = Object.entries(deps.config().channels).map(
      ([id, channel]): ChannelStatus => {
        const base = {
          id,
          type: channel.type,
          node: channel.node,
          outbox: outboxOf(id),
          ...activityOf(id),
        };
        if (!channel.enabled) return { ...base, state: 'off', since: deps.startedAt };
        if (channel.type === 'web')
          return { ...base, node: 'local', state: 'running', since: deps.startedAt };
        const state = hosted.get(id);
        return { ...base, ...fromHost(state, deps.startedAt) };
      },
    );
    return [...configured, ...invalidChannels(deps, configured)];
  }

  function outboxOf(id: string): ChannelStatus['outbox'] {
    const { waiting, held, dead } = countOutbox(deps.db, id);
    return { waiting, held, dead };
  }

  function activityOf(id: string): Pick<ChannelStatus, 'lastInboundAt' | 'lastOutboundAt'> {
    const { inboundAt, outboundAt } = deps.activity(id);
    return {
      ...(inboundAt === undefined ? {} : { lastInboundAt: inboundAt }),
      ...(outboundAt === undefined ? {} : { lastOutboundAt: outboundAt }),
    };
  }

  return { list, find: (id) => list().find((channel) => channel.id === id) };
}

function fromHost(
  state: HostedChannelState | undefined,
  startedAt: number,
): Pick<ChannelStatus, 'state' | 'since' | 'account' | 'error'> {
  if (!state) return { state: 'starting', since: startedAt };
  return {
    state: state.state,
    since: state.since,
    ...(state.account === undefined ? {} : { account: state.account }),
    ...(state.error === undefined ? {} : { error: state.error }),
  };
}

/** A channel whose entry is not valid is off, and says where the mistake is. */
function invalidChannels(
  deps: ChannelMethodDeps,
  known: readonly ChannelStatus[],
): ChannelStatus[] {
  const broken = new Map<string, ConfigProblem>();
  for (const problem of deps.problems()) {
    const [section, id] = problem.path.split('.');
    const isBroken = section === 'channels' && problem.severity === 'error' && id !== undefined;
    if (isBroken && !known.some((channel) => channel.id === id) && !broken.has(id))
      broken.set(id, problem);
  }
  return [...broken].map(([id, { code, message, hint }]) => ({
    id,
    type: id,
    node: 'local',
    state: 'invalid',
    since: deps.startedAt,
    error: { code, message, hint },
    outbox: { waiting: 0, held: 0, dead: 0 },
  }));
}

export interface ChannelActions {
  /** @throws AppError CHANNEL_ codes when nothing can be said */
  readonly check: (
    params: ParsedParamsOf<'channels.check'>,
  ) => Promise<Omit<ResultOf<'channels.check'>, 'durationMs'>>;
  /** Rejects with CHANNEL_UNKNOWN, CHANNEL_NAME_TAKEN, CHANNEL_BUSY, or a CONFIG_ code. */
  readonly rename: (
    wanted: ParsedParamsOf<'channels.rename'>,
    connection: Connection,
  ) => Promise<ResultOf<'channels.rename'>>;
  /** @throws AppError NODE_AWAY */
  readonly restart: (channel: string) => void;
  readonly clock: Clock;
}

export function createChannelMethods(
  view: ChannelBoardView,
  { check, rename, restart, clock }: ChannelActions,
): Pick<
  MethodHandlers,
  'channels.status' | 'channels.check' | 'channels.rename' | 'channels.restart'
> {
  return {
    async 'channels.check'(params) {
      const began = clock.monotonic();
      const result = await check(params);
      return { ...result, durationMs: clock.monotonic() - began };
    },
    'channels.rename': (params, connection) => rename(params, connection),
    'channels.restart'({ channel }) {
      const found = view.find(channel);
      if (!found) throw new AppError('CHANNEL_UNKNOWN', { channel });
      if (found.type === 'web') throw new AppError('CHANNEL_NOT_HOSTED', { channel });
      if (found.state === 'off') throw new AppError('CHANNEL_OFF', { channel });
      restart(channel);
      return { ok: true };
    },
    'channels.status'(params) {
      const channels = view.list();
      return {
        channels:
          params.channel === undefined
            ? channels
            : channels.filter((one) => one.id === params.channel),
      };
    },
  };
}
