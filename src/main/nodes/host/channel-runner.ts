import { z } from 'zod';
import { limits } from '../../../shared/config/limits.ts';
import { AppError, toAppError, type ErrorCode } from '../../../shared/errors/index.ts';
import type { DeliveryJob, DeliveryOutcome } from '../../../shared/model/delivery.ts';
import type { HostedChannel } from '../../../shared/protocol/node.ts';
import type { Channel, ChannelDescriptor, ChannelHost } from '../../channels/channel.ts';
import type { ChannelEntry } from '../../channels/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/log.ts';
import { createRestarter } from '../../platform/restarter.ts';
import { within } from '../../platform/within.ts';
import type { CrashGuard } from './crash-guard.ts';

export interface ChannelRunnerDeps {
  readonly channel: HostedChannel;
  readonly entry: ChannelEntry | undefined;
  readonly guard: CrashGuard;
  readonly host: Pick<ChannelHost, 'receive' | 'files' | 'report' | 'memory'>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** One channel instance on this host, with everything that can go wrong kept inside. */
export interface ChannelRunner {
  readonly revision: string;
  readonly descriptor: ChannelDescriptor | undefined;
  start(): void;
  /** Never rejects; a channel that does not answer in time counts as cut off. */
  deliver(job: DeliveryJob): Promise<DeliveryOutcome>;
  showTyping(chatId: string, threadId?: string): void;
  /** An error nobody caught came from this channel: it is ended and started again. */
  fault(error: unknown): void;
  /** Resolves when the channel has ended, or does not want to. */
  stop(): Promise<void>;
}

/** Only a change of the configuration or of the program mends these. */
const hopeless: ReadonlySet<ErrorCode> = new Set([
  'CHANNEL_SETTINGS_INVALID',
  'CHANNEL_TYPE_UNKNOWN',
]);

/** Makes the runner of one channel. */
export function createChannelRunner(deps: ChannelRunnerDeps): ChannelRunner {
  const { channel: hosted, entry, guard, clock, log } = deps;
  const restarter = createRestarter({
    backoff: { baseMs: limits.node.restartBaseMs, capMs: limits.node.restartCapMs },
    floorMs: limits.node.restartBaseMs,
    stableMs: limits.node.stableMs,
    clock,
  });
  let instance: Channel | undefined;
  let isStopped = false;
  /** Over when the first start has worked or failed; what is to be sent waits for it. */
  const firstStart = Promise.withResolvers<undefined>();

  async function bringUp(): Promise<void> {
    if (entry === undefined) throw new AppError('CHANNEL_TYPE_UNKNOWN', { type: hosted.type });
    const create = await entry.load();
    if (isStopped) return;
    // What an ended instance still has on its mind must not be heard.
    const own: { channel?: Channel } = {};
    const isCurrent = (): boolean => own.channel === undefined || own.channel === instance;
    const report: ChannelHost['report'] = (state, details) => {
      if (isCurrent() && !isStopped) deps.host.report(state, details);
    };
    const { id, settings } = hosted;
    own.channel = create({ id, settings }, { ...deps.host, report, clock, log });
    instance = own.channel;
    restarter.started();
    instance.start();
  }

  function start(): void {
    deps.host.report('starting');
    guard.runAs(hosted.id, () => {
      bringUp()
        .catch((error: unknown) => fault(error))
        .finally(() => firstStart.resolve(undefined));
    });
  }

  function fault(error: unknown): void {
    if (isStopped || restarter.isWaiting) return;
    const problem = describe(error);
    log.error('channel.failed', { channel: hosted.id, error });
    void end();
    const isHopeless = hopeless.has(problem.code);
    deps.host.report(isHopeless ? 'invalid' : 'retrying', { error: problem });
    if (!isHopeless) restarter.ended(start);
  }

  async function end(): Promise<void> {
    const ended = instance;
    instance = undefined;
    if (ended === undefined) return;
    await within(clock, limits.node.shutdownMs, () =>
      guard.runAs(hosted.id, () => ended.stop()),
    ).catch((error: unknown) => log.warn('channel.stop-failed', { channel: hosted.id, error }));
  }

  return {
    revision: hosted.revision,
    descriptor: entry?.descriptor,
    start,
    fault,
    async deliver(job) {
      await firstStart.promise;
      const target = instance;
      if (target === undefined) return failed(job, false, 'The channel is not running.');
      const send = () => guard.runAs(hosted.id, () => target.deliver(job));
      return within(clock, limits.node.deliverMs, send).catch((error: unknown) =>
        failed(job, true, toAppError(error).message),
      );
    },
    showTyping(chatId, threadId) {
      const target = instance;
      if (target === undefined) return;
      guard.runAs(hosted.id, () => {
        target.showTyping(chatId, threadId).catch(() => undefined);
      });
    },
    async stop() {
      isStopped = true;
      firstStart.resolve(undefined);
      restarter.cancel();
      await end();
    },
  };
}

function failed({ id, attempt }: DeliveryJob, hasBegun: boolean, reason: string): DeliveryOutcome {
  const short = reason.slice(0, 1_000);
  return { result: 'failed', id, attempt, kind: 'unreachable', hasBegun, reason: short };
}

function describe(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof z.ZodError)
    return new AppError('CHANNEL_SETTINGS_INVALID', {
      path: error.issues[0]?.path.join('.') ?? '',
      reason: error.issues[0]?.message ?? 'not valid',
    });
  const reason = error instanceof Error ? error.message : String(error);
  return new AppError('CHANNEL_FAILED', { reason }, { cause: error });
}
