import type { Clock, Timer } from './clock.ts';

/** Notices a line that is dead without anybody saying so. */
export interface TickWatch {
  /** @param intervalMs how often the gateway ticks; 0 switches the watch off */
  readonly start: (intervalMs: number) => void;
  readonly stop: () => void;
  /** Something came over the line. */
  readonly hear: () => void;
  /** Silence for longer than a tick should take. */
  readonly isLate: () => boolean;
}

/** @param onSilence nothing was heard for two intervals */
export function createTickWatch(clock: Clock, onSilence: () => void): TickWatch {
  let intervalMs = 0;
  let heardAt = clock.now();
  let timer: Timer | undefined;

  const look = (): void => {
    const quietMs = clock.now() - heardAt;
    if (quietMs >= intervalMs * 2) onSilence();
    else timer = clock.after(intervalMs * 2 - quietMs, look);
  };

  return {
    start(tickMs) {
      timer?.cancel();
      intervalMs = tickMs;
      if (tickMs > 0) look();
    },
    stop() {
      timer?.cancel();
      intervalMs = 0;
    },
    hear() {
      heardAt = clock.now();
    },
    isLate: () => intervalMs > 0 && clock.now() - heardAt > intervalMs * 1.2,
  };
}
