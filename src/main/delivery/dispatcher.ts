import type { DeliveryJob, DeliveryOutcome } from '../../shared/model/delivery.ts';
import type { ChannelConfig } from '../../shared/config/channels.ts';
import { killPoint } from '../platform/kill-points.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import type { Handover } from '../nodes/ports.ts';
import type { Database } from '../storage/database.ts';
import {
  getPart,
  listInFlight,
  listWaitingChats,
  markDraftSending,
  markSending,
  movePart,
  nextReady,
  toJob,
  type OutboxRecord,
} from './outbox-store.ts';
import { afterUnknown, settleOutcome, type SettleRules } from './settle-outcome.ts';

export interface DispatcherDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly channel: (id: string) => ChannelConfig | undefined;
  readonly dedupesSends: (channelType: string) => boolean;
  readonly channelsOfNode: (nodeId: string) => readonly string[];
  readonly handoverFor: (channel: string) => Handover | undefined;
  readonly deliver: (jobs: readonly DeliveryJob[]) => void;
  /** Something on this channel was sent, or needs the owner now. */
  readonly onSettled: (channel: string, change: 'sent' | 'attention' | 'waiting') => void;
}

/** Brings parts of the outbox to the hosts, one at a time for each chat. */
export interface Dispatcher {
  /** A part of this chat became ready. */
  wake(channel: string, chatKey: string): void;
  /** Everything that waits for a node, after its host came back. */
  wakeNode(nodeId: string): void;
  /** Shows or edits a draft; resolves with what became of it, undefined when it could not be tried. */
  sendDraft(id: string, text: string): Promise<DeliveryOutcome | undefined>;
  settle(outcomes: readonly DeliveryOutcome[]): Promise<void>;
  recovered(nodeId: string, runId: string): Promise<readonly DeliveryJob[]>;
  stop(): void;
}

/**
 * The sending half of the outbox. A chat is a lane: the next part leaves when the outcome of the
 * one before is committed, so that parts never overtake each other. `sending` is committed before
 * the job goes to the host; what a crash leaves in `sending` is settled by `recovered`.
 */
export function createDispatcher(deps: DispatcherDeps): Dispatcher {
  const { db, clock, log } = deps;
  const busyLanes = new Set<string>();
  const draftWaiters = new Map<string, (outcome: DeliveryOutcome) => void>();
  const timers = new Map<string, Timer>();
  let isStopped = false;

  const laneOf = (channel: string, chatKey: string): string => `${channel}\n${chatKey}`;
  const laneOfPart = (part: OutboxRecord): string => laneOf(part.channel, part.chat_key);

  function rulesFor(channel: string): SettleRules {
    const config = deps.channel(channel);
    return {
      onUnknown: config?.onUnknown ?? 'hold',
      dedupesSends: config !== undefined && deps.dedupesSends(config.type),
      now: clock.now(),
    };
  }

  function wake(channel: string, chatKey: string): void {
    const lane = laneOf(channel, chatKey);
    if (isStopped || busyLanes.has(lane)) return;
    const part = nextReady(db, channel, chatKey);
    if (!part) return;
    const waitMs = part.next_at - clock.now();
    if (waitMs > 0) return wakeLater(lane, channel, chatKey, waitMs);
    const handover = deps.handoverFor(channel);
    // Away or full: `recovered` or the next outcome wakes the lane again.
    if (!handover || handover.room <= 0) return;
    busyLanes.add(lane);
    send(part, handover).catch((error: unknown) => {
      busyLanes.delete(lane);
      log.error('outbox.send-failed', { id: part.id, error });
      wakeLater(lane, channel, chatKey, 1_000);
    });
  }

  function wakeLater(lane: string, channel: string, chatKey: string, waitMs: number): void {
    timers.get(lane)?.cancel();
    const fire = (): void => {
      timers.delete(lane);
      wake(channel, chatKey);
    };
    timers.set(lane, clock.after(waitMs, fire, { unref: true }));
  }

  async function send(part: OutboxRecord, handover: Handover): Promise<void> {
    killPoint('gateway.outbox.before-sending');
    const sending = await db.commit((sql) =>
      markSending(sql, part.id, handover.runId, clock.now()),
    );
    killPoint('gateway.outbox.after-sending');
    if (sending) deps.deliver([toJob(sending)]);
    else release(part);
  }

  function release(part: OutboxRecord): void {
    busyLanes.delete(laneOfPart(part));
    wake(part.channel, part.chat_key);
  }

  function wakeChannel(channel: string): void {
    for (const chatKey of listWaitingChats(db, channel)) wake(channel, chatKey);
  }

  async function sendDraft(id: string, text: string): Promise<DeliveryOutcome | undefined> {
    const part = getPart(db, id);
    const handover = part && deps.handoverFor(part.channel);
    if (!part || !handover || handover.room <= 0 || busyLanes.has(laneOfPart(part)))
      return undefined;
    busyLanes.add(laneOfPart(part));
    const draft = await db.commit((sql) => markDraftSending(sql, id, handover.runId, clock.now()));
    if (!draft) {
      release(part);
      return undefined;
    }
    const outcome = new Promise<DeliveryOutcome>((resolve) => draftWaiters.set(id, resolve));
    deps.deliver([toJob(draft, text)]);
    return outcome;
  }

  async function settle(outcomes: readonly DeliveryOutcome[]): Promise<void> {
    const settled = await db.commit((sql) =>
      outcomes.flatMap((outcome) => {
        const part = getPart(sql, outcome.id);
        if (!part) return [];
        const change = settleOutcome(part, outcome, rulesFor(part.channel));
        if (change) movePart(sql, part.id, change, clock.now());
        return [{ part, outcome, state: change?.state ?? part.state }];
      }),
    );
    killPoint('gateway.outbox.after-settle');
    for (const { part, outcome, state } of settled) {
      draftWaiters.get(part.id)?.(outcome);
      draftWaiters.delete(part.id);
      if (outcome.attempt === part.attempt) release(part);
      announce(part, state);
    }
    wakeStarved(new Set(settled.map(({ part }) => part.channel)));
  }

  /** Room became free on the host: lanes that found it full may go on. */
  function wakeStarved(channels: ReadonlySet<string>): void {
    for (const channel of channels) if (deps.handoverFor(channel)) wakeChannel(channel);
  }

  function announce(part: OutboxRecord, state: OutboxRecord['state']): void {
    if (state === 'sent') deps.onSettled(part.channel, 'sent');
    else if (state === 'dead' || state === 'held') deps.onSettled(part.channel, 'attention');
    else deps.onSettled(part.channel, 'waiting');
  }

  async function recovered(nodeId: string, runId: string): Promise<readonly DeliveryJob[]> {
    const channels = deps.channelsOfNode(nodeId);
    const { cutOff, kept } = await db.commit((sql) => {
      const open = listInFlight(sql, channels);
      const lost = open.filter((part) => part.host_run !== runId);
      for (const part of lost) movePart(sql, part.id, cutOffChange(part), clock.now());
      return {
        cutOff: lost,
        kept: open.filter((part) => part.host_run === runId && part.state === 'sending'),
      };
    });
    for (const part of cutOff) {
      busyLanes.delete(laneOfPart(part));
      draftWaiters.get(part.id)?.(lostOutcome(part));
      draftWaiters.delete(part.id);
    }
    for (const part of kept) busyLanes.add(laneOfPart(part));
    if (cutOff.length > 0) log.warn('outbox.cut-off', { nodeId, parts: cutOff.length });
    return kept.map((part) => toJob(part));
  }

  function cutOffChange(part: OutboxRecord): ReturnType<typeof afterUnknown> {
    const rules = rulesFor(part.channel);
    const change = afterUnknown(part, rules, 'cut off by a restart');
    // A draft goes on growing; its final text says that it may stand there twice.
    return part.state === 'draft' ? { ...change, state: 'draft', isDuplicate: true } : change;
  }

  function stop(): void {
    isStopped = true;
    for (const timer of timers.values()) timer.cancel();
  }

  const wakeNode = (nodeId: string): void => deps.channelsOfNode(nodeId).forEach(wakeChannel);

  return { wake, wakeNode, sendDraft, settle, recovered, stop };
}

function lostOutcome({ id, attempt }: OutboxRecord): DeliveryOutcome {
  return {
    result: 'failed',
    id,
    attempt,
    kind: 'unreachable',
    hasBegun: true,
    reason: 'the host was restarted',
  };
}
