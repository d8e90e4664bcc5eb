import { limits } from '../../../shared/config/limits.ts';
import type { DeliveryJob, DeliveryOutcome } from '../../../shared/model/delivery.ts';
import type { Clock } from '../../platform/clock.ts';
import { createDeliveryLane, type DeliveryLane } from './delivery-lane.ts';

export interface DeliveryLanesDeps {
  /** Sends one part; never rejects. */
  readonly run: (job: DeliveryJob) => Promise<DeliveryOutcome>;
  readonly report: (outcome: DeliveryOutcome) => void;
  /** The pause between two drafts of one part on this channel, in milliseconds. */
  readonly editIntervalMs: (channel: string) => number;
  readonly clock: Clock;
}

/** The jobs of a host: one at a time and in order in each chat, several chats at once. */
export interface DeliveryLanes {
  /** Takes a job over. One that is known already is not done twice; its result is said again. */
  add(job: DeliveryJob): void;
  /** The gateway has these results; there will be no question about them any more. */
  forget(outcomes: readonly DeliveryOutcome[]): void;
  /** Starts nothing new and gives back what has not begun; resolves when what runs has ended. */
  close(): Promise<void>;
}

/** Makes the lanes. */
export function createDeliveryLanes(deps: DeliveryLanesDeps): DeliveryLanes {
  const lanes = new Map<string, DeliveryLane>();
  /** Running jobs by channel: one that is stuck must not take the places of the others. */
  const running = new Map<string, number>();
  /** The last attempt of each row, with its result until the gateway has it. */
  const known = new Map<string, { attempt: number; outcome?: DeliveryOutcome }>();
  /** Where parts stand on the messenger, for jobs that were written before that was known. */
  const places = new Map<string, string>();
  const startedJobs = new Set<Promise<void>>();
  let isClosed = false;

  function finish(outcome: DeliveryOutcome): void {
    const entry = known.get(outcome.id);
    if (entry?.attempt === outcome.attempt) entry.outcome = outcome;
    if (outcome.result === 'sent') remember(outcome.id, outcome.externalId);
    deps.report(outcome);
  }

  function remember(id: string, externalId: string): void {
    places.delete(id);
    places.set(id, externalId);
    const oldest = places.keys().next();
    if (places.size > limits.node.knownParts && !oldest.done) places.delete(oldest.value);
  }

  async function runOne(job: DeliveryJob, lane: DeliveryLane): Promise<void> {
    const externalId = job.externalId ?? places.get(job.id);
    const outcome = await deps.run(externalId === undefined ? job : { ...job, externalId });
    running.set(job.channel, (running.get(job.channel) ?? 1) - 1);
    for (const given of lane.done(job, outcome)) finish(given);
    finish(outcome);
    startWhatCan();
  }

  function startWhatCan(): void {
    if (isClosed) return;
    for (const [key, lane] of lanes) {
      if (lane.isIdle) lanes.delete(key);
      const busy = running.get(lane.channel) ?? 0;
      const job = busy < limits.node.parallelChats ? lane.next() : undefined;
      if (job === undefined) continue;
      running.set(lane.channel, busy + 1);
      const started = runOne(job, lane).finally(() => startedJobs.delete(started));
      startedJobs.add(started);
    }
  }

  function laneOf(job: DeliveryJob): DeliveryLane {
    const key = `${job.channel}\n${job.chat.id}`;
    const lane =
      lanes.get(key) ??
      createDeliveryLane({
        channel: job.channel,
        editIntervalMs: deps.editIntervalMs(job.channel),
        clock: deps.clock,
        onDue: startWhatCan,
      });
    lanes.set(key, lane);
    return lane;
  }

  return {
    add(job) {
      const entry = known.get(job.id);
      if (entry !== undefined && entry.attempt >= job.attempt) {
        if (entry.attempt === job.attempt && entry.outcome) deps.report(entry.outcome);
        return;
      }
      known.set(job.id, { attempt: job.attempt });
      if (isClosed) finish(notBegun(job));
      else laneOf(job).add(job);
      startWhatCan();
    },
    forget(outcomes) {
      for (const { id, attempt } of outcomes)
        if (known.get(id)?.attempt === attempt) known.delete(id);
    },
    async close() {
      isClosed = true;
      for (const lane of lanes.values()) for (const job of lane.clear()) finish(notBegun(job));
      await Promise.all(startedJobs);
    },
  };
}

/** The result of a job that was taken over and never started. */
export function notBegun({ id, attempt }: DeliveryJob): DeliveryOutcome {
  const reason = 'The channel host ended before it came to this part.';
  return { result: 'failed', id, attempt, kind: 'unreachable', hasBegun: false, reason };
}
