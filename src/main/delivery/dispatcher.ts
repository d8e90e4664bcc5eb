import type { DeliveryJob, DeliveryOutcome, OutboxState } from '../../shared/model/delivery.ts';
import { limits } from '../../shared/config/limits.ts';
import type { ChannelConfig } from '../../shared/config/channels.ts';
import { killPoint } from '../platform/kill-points.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import type { Handover } from '../nodes/ports.ts';
import type { Database, Sql } from '../storage/database.ts';
import { listInFlight, listWaitingChats, nextReady } from './outbox-queue.ts';
import { toJob, type OutboxRecord } from './outbox-record.ts';
import {
  getPart,
  markDraftSending,
  markSending,
  movePart,
  type PartChange,
} from './outbox-store.ts';
import { afterUnknown, settleOutcome, type SettleRules } from './settle-outcome.ts';

export interface DispatcherDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly channel: (id: string) => ChannelConfig | undefined;
  /** A name for a channel that stays when it is renamed. */
  readonly lastingName: (channel: string) => string;
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
  /** Everything that waits for a channel, which has another name now. */
  wakeChannel(channel: string): void;
  /** Shows or edits a draft; resolves with what became of it, undefined when it could not be tried. */
  sendDraft(id: string, text: string): Promise<DeliveryOutcome | undefined>;
  settle(outcomes: readonly DeliveryOutcome[]): Promise<void>;
  recovered(nodeId: string, runId: string): Promise<readonly DeliveryJob[]>;
  stop(): void;
}

/** Makes the dispatcher; nothing is sent before a lane or a node is woken. */
export function createDispatcher(deps: DispatcherDeps): Dispatcher {
  return new OutboxDispatcher(deps);
}

/**
 * The sending half of the outbox. A chat is a lane: the next part leaves when the outcome of the
 * one before is committed, so that parts never overtake each other. `sending` is committed before
 * the job goes to the host; what a crash leaves in `sending` is settled by `recovered`.
 */
class OutboxDispatcher implements Dispatcher {
  readonly #deps: DispatcherDeps;
  readonly #busyLanes = new Set<string>();
  readonly #draftWaiters = new Map<string, (outcome: DeliveryOutcome) => void>();
  readonly #timers = new Map<string, Timer>();
  #isStopped = false;

  constructor(deps: DispatcherDeps) {
    this.#deps = deps;
  }

  wake(channel: string, chatKey: string): void {
    const { db, clock, handoverFor, log } = this.#deps;
    const lane = this.#laneOf(channel, chatKey);
    if (this.#isStopped || this.#busyLanes.has(lane)) return;
    const part = nextReady(db, channel, chatKey);
    if (!part) return;
    const waitMs = part.next_at - clock.now();
    if (waitMs > 0) {
      this.#wakeLater(part, waitMs);
      return;
    }
    const handover = handoverFor(channel);
    // Away or full: the node's return or the next outcome wakes the lane again.
    if (!handover || handover.room <= 0) return;
    this.#busyLanes.add(lane);
    this.#send(part, handover).catch((error: unknown) => {
      this.#busyLanes.delete(lane);
      log.error('outbox.send-failed', { id: part.id, turnId: part.turn_id, error });
      this.#wakeLater(part, limits.delivery.firstBackoffMs);
    });
  }

  wakeNode(nodeId: string): void {
    for (const channel of this.#deps.channelsOfNode(nodeId)) this.wakeChannel(channel);
  }

  async sendDraft(id: string, text: string): Promise<DeliveryOutcome | undefined> {
    const { db, clock, handoverFor, deliver } = this.#deps;
    const part = getPart(db, id);
    const handover = part && handoverFor(part.channel);
    if (!part || !handover || handover.room <= 0 || this.#busyLanes.has(this.#laneOfPart(part)))
      return undefined;
    this.#busyLanes.add(this.#laneOfPart(part));
    const draft = await db.commit((sql) => markDraftSending(sql, id, handover.runId, clock.now()));
    if (!draft) {
      this.#release(part);
      return undefined;
    }
    const outcome = new Promise<DeliveryOutcome>((resolve) => this.#draftWaiters.set(id, resolve));
    deliver([toJob(draft, text)]);
    return outcome;
  }

  async settle(outcomes: readonly DeliveryOutcome[]): Promise<void> {
    const settled = await this.#deps.db.commit((sql) =>
      outcomes.flatMap((outcome) => this.#settleOne(sql, outcome)),
    );
    killPoint('gateway.outbox.after-settle');
    for (const { part, outcome, state } of settled) {
      this.#tellDraft(part.id, outcome);
      if (outcome.attempt === part.attempt) this.#release(part);
      this.#deps.onSettled(part.channel, changeOf(state));
    }
    // Room became free on the host: lanes that found it full may go on.
    for (const channel of new Set(settled.map(({ part }) => part.channel)))
      this.wakeChannel(channel);
  }

  async recovered(nodeId: string, runId: string): Promise<readonly DeliveryJob[]> {
    const { db, clock, log, channelsOfNode } = this.#deps;
    const { cutOff, kept } = await db.commit((sql) => {
      const open = listInFlight(sql, channelsOfNode(nodeId));
      const lost = open.filter((part) => part.host_run !== runId);
      for (const part of lost) movePart(sql, part.id, this.#cutOffChange(part), clock.now());
      return { cutOff: lost, kept: open.filter((part) => part.host_run === runId) };
    });
    for (const part of cutOff) {
      this.#busyLanes.delete(this.#laneOfPart(part));
      this.#tellDraft(part.id, lostOutcome(part));
    }
    for (const part of kept) this.#busyLanes.add(this.#laneOfPart(part));
    if (cutOff.length > 0) log.warn('outbox.cut-off', { nodeId, parts: cutOff.length });
    return kept.filter((part) => part.state === 'sending').map((part) => toJob(part));
  }

  stop(): void {
    this.#isStopped = true;
    for (const timer of this.#timers.values()) timer.cancel();
  }

  async #send(part: OutboxRecord, handover: Handover): Promise<void> {
    const { db, clock, deliver } = this.#deps;
    killPoint('gateway.outbox.before-sending');
    const sending = await db.commit((sql) =>
      markSending(sql, part.id, handover.runId, clock.now()),
    );
    killPoint('gateway.outbox.after-sending');
    if (sending) deliver([toJob(sending)]);
    else this.#release(part);
  }

  #settleOne(sql: Sql, outcome: DeliveryOutcome): SettledPart[] {
    const part = getPart(sql, outcome.id);
    if (!part) return [];
    const change = settleOutcome(part, outcome, this.#rulesFor(part.channel));
    // Also an outcome that changes nothing says that the draft is no longer on the wire.
    const isShown = part.state === 'draft' || part.state === 'ready';
    if (change || isShown) {
      movePart(sql, part.id, change ?? { state: part.state }, this.#deps.clock.now());
    }
    return [{ part, outcome, state: change?.state ?? part.state }];
  }

  #cutOffChange(part: OutboxRecord): PartChange {
    const change = afterUnknown(part, this.#rulesFor(part.channel), 'cut off by a restart');
    if (part.state === 'sending') return change;
    // A draft was on the wire: its final text says that it may stand there twice.
    return { state: part.state, isDuplicate: part.external_id === null };
  }

  #rulesFor(channel: string): SettleRules {
    const config = this.#deps.channel(channel);
    return {
      onUnknown: config?.onUnknown ?? 'hold',
      dedupesSends: config !== undefined && this.#deps.dedupesSends(config.type),
      now: this.#deps.clock.now(),
    };
  }

  #tellDraft(id: string, outcome: DeliveryOutcome): void {
    this.#draftWaiters.get(id)?.(outcome);
    this.#draftWaiters.delete(id);
  }

  #release(part: OutboxRecord): void {
    this.#busyLanes.delete(this.#laneOfPart(part));
    this.wake(part.channel, part.chat_key);
  }

  wakeChannel(channel: string): void {
    for (const chatKey of listWaitingChats(this.#deps.db, channel)) this.wake(channel, chatKey);
  }

  #laneOf(channel: string, chatKey: string): string {
    return `${this.#deps.lastingName(channel)}\n${chatKey}`;
  }

  #laneOfPart(part: OutboxRecord): string {
    return this.#laneOf(part.channel, part.chat_key);
  }

  #wakeLater(part: OutboxRecord, waitMs: number): void {
    const lane = this.#laneOfPart(part);
    this.#timers.get(lane)?.cancel();
    const fire = (): void => {
      this.#timers.delete(lane);
      this.wake(part.channel, part.chat_key);
    };
    this.#timers.set(lane, this.#deps.clock.after(waitMs, fire, { unref: true }));
  }
}

interface SettledPart {
  readonly part: OutboxRecord;
  readonly outcome: DeliveryOutcome;
  readonly state: OutboxState;
}

function changeOf(state: OutboxState): 'sent' | 'attention' | 'waiting' {
  if (state === 'sent') return 'sent';
  return state === 'dead' || state === 'held' ? 'attention' : 'waiting';
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
