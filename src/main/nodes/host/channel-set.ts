import type { AppError } from '../../../shared/errors/index.ts';
import type { ChannelState } from '../../../shared/model/channel-state.ts';
import type { ParamsOf } from '../../../shared/protocol/contract.ts';
import type { HostedChannel } from '../../../shared/protocol/node.ts';
import type { ChannelHost } from '../../channels/channel.ts';
import type { ChannelRegistry } from '../../channels/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/log.ts';
import { createChannelRunner, type ChannelRunner } from './channel-runner.ts';
import type { CrashGuard } from './crash-guard.ts';

export type ChannelStatusReport = ParamsOf<'node.status'>;

export interface ChannelSetDeps {
  readonly registry: ChannelRegistry;
  readonly guard: CrashGuard;
  readonly receive: ChannelHost['receive'];
  readonly files: ChannelHost['files'];
  readonly memoryOf: (channel: string) => ChannelHost['memory'];
  readonly onStatus: (report: ChannelStatusReport) => void;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The channels of one host. */
export interface ChannelSet {
  /** Starts, restarts and stops by difference: what has the same revision is not touched. */
  apply(channels: readonly HostedChannel[]): void;
  find(channel: string): ChannelRunner | undefined;
  /** The last word of each channel. */
  statuses(): readonly ChannelStatusReport[];
  /** Ends all of them at once. */
  stop(): Promise<void>;
}

/** Makes the set; empty until `apply`. */
export function createChannelSet(deps: ChannelSetDeps): ChannelSet {
  const runners = new Map<string, ChannelRunner>();
  const statuses = new Map<string, ChannelStatusReport>();
  /** A new instance begins when the old one of the same name has ended. */
  const endings = new Map<string, Promise<void>>();
  let isStopped = false;

  function report(channel: string, state: ChannelState, account?: string, error?: AppError): void {
    const known = statuses.get(channel)?.account;
    const next: ChannelStatusReport = {
      channel,
      state,
      ...((account ?? known) === undefined ? {} : { account: account ?? known }),
      ...(error && { error: { code: error.code, message: error.message, hint: error.hint } }),
    };
    if (JSON.stringify(statuses.get(channel)) === JSON.stringify(next)) return;
    statuses.set(channel, next);
    deps.onStatus(next);
  }

  function makeRunner(channel: HostedChannel): ChannelRunner {
    return createChannelRunner({
      channel,
      entry: Object.hasOwn(deps.registry, channel.type) ? deps.registry[channel.type] : undefined,
      guard: deps.guard,
      host: {
        receive: deps.receive,
        files: deps.files,
        memory: deps.memoryOf(channel.id),
        report: (state, details) => report(channel.id, state, details?.account, details?.error),
      },
      clock: deps.clock,
      log: deps.log.child({ channel: channel.id }),
    });
  }

  function end(id: string): void {
    const runner = runners.get(id);
    runners.delete(id);
    statuses.delete(id);
    if (runner === undefined) return;
    const ending = Promise.all([endings.get(id), runner.stop()]).then(() => {
      if (endings.get(id) === ending) endings.delete(id);
    });
    endings.set(id, ending);
  }

  async function begin(channel: HostedChannel): Promise<void> {
    const runner = makeRunner(channel);
    runners.set(channel.id, runner);
    await endings.get(channel.id);
    if (runners.get(channel.id) === runner) runner.start();
  }

  return {
    apply(channels) {
      if (isStopped) return;
      const wanted = new Map(channels.map((channel) => [channel.id, channel]));
      for (const [id, runner] of runners) if (wanted.get(id)?.revision !== runner.revision) end(id);
      for (const channel of channels) if (!runners.has(channel.id)) void begin(channel);
    },
    find: (channel) => runners.get(channel),
    statuses: () => [...statuses.values()],
    async stop() {
      isStopped = true;
      for (const id of [...runners.keys()]) end(id);
      await Promise.all(endings.values());
    },
  };
}
