import type { Clock } from './clock.ts';

/** A clock for tests that stands still until it is moved. */
export interface DrivenClock extends Clock {
  /** Moves time on and fires what falls due, in order; promises settle in between. */
  advance(byMs: number): Promise<void>;
}

/** @param startMs UTC milliseconds */
export function createDrivenClock(startMs = Date.UTC(2026, 0, 1)): DrivenClock {
  const pending = new Set<{ readonly dueAt: number; readonly callback: () => void }>();
  let nowMs = startMs;
  return {
    now: () => nowMs,
    after(delayMs, callback) {
      const timer = { dueAt: nowMs + Math.max(0, delayMs), callback };
      pending.add(timer);
      return { cancel: () => void pending.delete(timer) };
    },
    async advance(byMs) {
      const untilMs = nowMs + byMs;
      await settle();
      for (;;) {
        const next = [...pending]
          .filter((timer) => timer.dueAt <= untilMs)
          .sort((a, b) => a.dueAt - b.dueAt)[0];
        if (!next) break;
        pending.delete(next);
        nowMs = next.dueAt;
        next.callback();
        await settle();
      }
      nowMs = untilMs;
    },
  };
}

/** Lets every promise callback that is ready run. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
