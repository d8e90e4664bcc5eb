import { limits } from '../../../shared/config/limits.ts';
import type { ResultOf } from '../../../shared/protocol/contract.ts';
import type { ChannelRegistry } from '../../channels/registry.ts';
import type { Clock } from '../../platform/clock.ts';
import { newId } from '../../platform/ids.ts';
import type { Logger } from '../../platform/log.ts';
import { within } from '../../platform/within.ts';
import { createChannelSet, type ChannelStatusReport } from './channel-set.ts';
import { createCrashGuard } from './crash-guard.ts';
import { createDeliveryLanes, notBegun } from './delivery-lanes.ts';
import { createEventIntake } from './event-intake.ts';
import { createGatewayLink, type GatewayAddress } from './gateway-link.ts';
import { createHostFiles } from './host-files.ts';
import { createInboundQueue } from './inbound-queue.ts';
import { createOutcomeQueue } from './outcome-queue.ts';
import { openSpool } from './spool.ts';

export interface NodeHostDeps {
  readonly address: GatewayAddress;
  /** The directory of this node alone; its lock is held by the caller. */
  readonly dir: string;
  readonly registry: ChannelRegistry;
  /** Another channel begins to work; the last one named is suspected when the process dies. */
  readonly onWork: (channel: string) => void;
  /** An error that no channel is known to have caused; the process should end. */
  readonly onFatal: (error: unknown) => void;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Everything of one channel host but the process around it. */
export interface NodeHost {
  start(): void;
  /**
   * Ends polling at once, lets finish what is on the wire (bounded), keeps what is neither handed
   * in nor confirmed, and closes the files.
   */
  stop(): Promise<void>;
}

/** Makes a channel host. */
export function createNodeHost(deps: NodeHostDeps): NodeHost {
  const { clock, log } = deps;
  const runId = newId();
  const spool = openSpool(deps.dir);

  const guard = createCrashGuard({
    onWork: deps.onWork,
    onFault: (channel, error) => {
      const runner = channels.find(channel ?? '');
      if (runner === undefined) deps.onFatal(error);
      else runner.fault(error);
    },
  });
  const link = createGatewayLink({
    address: deps.address,
    runId,
    lastDeliverySeq: () => intake.lastDeliverySeq,
    onEvent: (event, payload) => intake.onEvent(event, payload),
    onUp,
    onDown: () => void settle(),
    clock,
    log,
  });
  const shelf = spool.envelopes;
  const files = createHostFiles({ dir: deps.dir, shelf, gateway: link, clock, log });
  const inbound = createInboundQueue({ gateway: link, shelf, files, clock, log });
  const outcomes = createOutcomeQueue({
    ...{ gateway: link, shelf: spool.outcomes, clock, log },
    onSettled: (settled) => lanes.forget(settled),
  });
  const channels = createChannelSet({
    registry: deps.registry,
    guard,
    receive: (envelopes) => inbound.receive(envelopes),
    files: files.ofChannels,
    memoryOf: (channel) => spool.memoryOf(channel),
    onStatus: (status) => sendStatus(status),
    clock,
    log,
  });
  const lanes = createDeliveryLanes({
    run: async (job) => (await channels.find(job.channel)?.deliver(job)) ?? notBegun(job),
    report: (outcome) => outcomes.report(outcome),
    editIntervalMs: (channel) => channels.find(channel)?.descriptor?.editIntervalMs ?? 0,
    clock,
  });

  const intake = createEventIntake({
    lanes: () => lanes,
    channels: () => channels,
    onGap: () => link.reset(),
    log,
  });

  // While the gateway is away nobody listens; it is told everything after the next greeting.
  const sendStatus = (status: ChannelStatusReport): void =>
    void link.call('node.status', status).catch(() => undefined);

  function onUp(hello: ResultOf<'node.hello'>): void {
    channels.apply(hello.channels);
    channels.statuses().forEach(sendStatus);
    inbound.resume(hello.lastInboundSeq);
    outcomes.recover(runId).catch((error: unknown) => {
      log.warn('host.recovery-failed', { error });
      link.reset();
    });
  }

  const settle = () => Promise.all([inbound.settle(), outcomes.settle()]);

  return {
    start() {
      guard.install();
      link.start();
    },
    async stop() {
      await within(clock, limits.node.shutdownMs, async () => {
        await Promise.all([lanes.close(), channels.stop()]);
        await settle();
      }).catch((error: unknown) => log.warn('host.stop-cut-short', { error }));
      // From here on nothing is handed in any more; the rest goes to the disk.
      await link.stop();
      await settle();
      spool.close();
      guard.release();
    },
  };
}
