import type { DeliveryJob, DeliveryOutcome } from '../../../shared/model/delivery.ts';
import type { Clock, Timer } from '../../platform/clock.ts';

export interface DeliveryLaneDeps {
  readonly channel: string;
  readonly editIntervalMs: number;
  readonly clock: Clock;
  /** A draft that had to pause may go now. */
  readonly onDue: () => void;
}

/** The jobs of one chat, in order. */
export interface DeliveryLane {
  readonly channel: string;
  /** Nothing waits, nothing runs, and the pause after the last part is over. */
  readonly isIdle: boolean;
  add(job: DeliveryJob): void;
  /** The job to start now; undefined while one runs, a draft pauses, or nothing waits. */
  next(): DeliveryJob | undefined;
  /**
   * The job `next` gave has ended. When it must be tried again, what stands behind it in this chat
   * may not overtake it: the results for those are returned.
   */
  done(job: DeliveryJob, outcome: DeliveryOutcome): readonly DeliveryOutcome[];
  /** Takes out everything that has not started. */
  clear(): readonly DeliveryJob[];
}

/** Makes the lane of one chat. */
export function createDeliveryLane(deps: DeliveryLaneDeps): DeliveryLane {
  const { clock } = deps;
  let queue: DeliveryJob[] = [];
  let isRunning = false;
  let pause: Timer | undefined;
  let lastPart: { readonly id: string; readonly endedAt: number } | undefined;

  /** A growing text is shown as often as the messenger bears; everything else goes at once. */
  function pauseBefore(job: DeliveryJob): number {
    if (!job.isDraft || queue.length > 1 || lastPart?.id !== job.id) return 0;
    return lastPart.endedAt + deps.editIntervalMs - clock.monotonic();
  }

  return {
    channel: deps.channel,
    get isIdle() {
      const quietMs = clock.monotonic() - (lastPart?.endedAt ?? -Infinity);
      return queue.length === 0 && !isRunning && quietMs >= deps.editIntervalMs;
    },
    add(job) {
      // A draft that a newer text of the same part overtakes has nothing left to say.
      const place = queue.findIndex((older) => older.isDraft && older.id === job.id);
      if (place === -1) queue.push(job);
      else queue[place] = job;
    },
    next() {
      const [job] = queue;
      if (job === undefined || isRunning) return undefined;
      pause?.cancel();
      pause = undefined;
      const pauseMs = pauseBefore(job);
      if (pauseMs > 0) {
        pause = clock.after(pauseMs, () => {
          pause = undefined;
          deps.onDue();
        });
        return undefined;
      }
      queue.shift();
      isRunning = true;
      return job;
    },
    done(job, outcome) {
      isRunning = false;
      lastPart = { id: job.id, endedAt: clock.monotonic() };
      if (job.isDraft || outcome.result === 'sent') return [];
      const { kind, reason, retryAfterMs } = outcome;
      if (kind !== 'limited' && kind !== 'unreachable') return [];
      const behind = queue.filter(({ id }) => id !== job.id);
      queue = queue.filter(({ id }) => id === job.id);
      return behind.map(({ id, attempt }) => ({
        result: 'failed',
        id,
        attempt,
        kind,
        hasBegun: false,
        reason: `It waits behind another part: ${reason}`.slice(0, 1_000),
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      }));
    },
    clear() {
      const waiting = queue;
      queue = [];
      pause?.cancel();
      pause = undefined;
      return waiting;
    },
  };
}
