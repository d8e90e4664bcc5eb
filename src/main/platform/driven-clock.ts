import type { Clock } from './clock.ts';

interface Pending {
  readonly dueAt: number;
  readonly order: number;
  readonly callback: () => void;
}

/** A clock that stands still until a test moves it. */
export interface DrivenClock extends Clock {
  /** Moves time on and fires what falls due, in order; lets promises settle between two timers. */
  advance(byMs: number): Promise<void>;
  /** Timers that wait. */
  readonly pendingCount: number;
}

/** @param startMs UTC milliseconds at which the clock begins. */
export function createDrivenClock(startMs = Date.UTC(2026, 0, 1)): DrivenClock {
  const pending = new Set<Pending>();
  let elapsedMs = 0;
  let order = 0;

  const nextDue = (untilMs: number): Pending | undefined =>
    [...pending]
      .filter((timer) => timer.dueAt <= untilMs)
      .sort((a, b) => a.dueAt - b.dueAt || a.order - b.order)[0];

  return {
    now: () => startMs + elapsedMs,
    monotonic: () => elapsedMs,
    after(delayMs, callback) {
      const timer: Pending = { dueAt: elapsedMs + Math.max(0, delayMs), order: order++, callback };
      pending.add(timer);
      return { cancel: () => void pending.delete(timer) };
    },
    async advance(byMs) {
      const untilMs = elapsedMs + byMs;
      for (let timer = nextDue(untilMs); timer; timer = nextDue(untilMs)) {
        pending.delete(timer);
        elapsedMs = Math.max(elapsedMs, timer.dueAt);
        timer.callback();
        await settle();
      }
      elapsedMs = untilMs;
      await settle();
    },
    get pendingCount() {
      return pending.size;
    },
  };
}

/** Lets every promise callback that is ready run. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
