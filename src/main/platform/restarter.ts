import { createBackoff, type BackoffOptions } from './backoff.ts';
import type { Clock, Timer } from './clock.ts';

export interface RestarterDeps {
  readonly backoff: BackoffOptions;
  /** At least this much lies between an end and the next start, in milliseconds. */
  readonly floorMs: number;
  /** What ran this long counts as a success; its next restart comes soon again. */
  readonly stableMs: number;
  readonly clock: Clock;
}

/** Starts something again after it ended, ever more slowly while it does not last. */
export interface Restarter {
  readonly isWaiting: boolean;
  /** It runs now. */
  started(): void;
  /** It ended; `start` is called after a pause. Does nothing when that is planned already. */
  ended(start: () => void): void;
  cancel(): void;
}

/** Makes a restarter; nothing is planned yet. */
export function createRestarter({ clock, floorMs, stableMs, ...deps }: RestarterDeps): Restarter {
  const backoff = createBackoff(deps.backoff);
  let timer: Timer | undefined;
  let startedAt: number | undefined;

  return {
    get isWaiting() {
      return timer !== undefined;
    },
    started() {
      startedAt = clock.monotonic();
    },
    ended(start) {
      if (timer !== undefined) return;
      const lastedMs = startedAt === undefined ? 0 : clock.monotonic() - startedAt;
      startedAt = undefined;
      if (lastedMs >= stableMs) backoff.reset();
      timer = clock.after(floorMs + backoff.next(), () => {
        timer = undefined;
        start();
      });
    },
    cancel() {
      timer?.cancel();
      timer = undefined;
    },
  };
}
