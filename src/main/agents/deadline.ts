import type { Clock, Timer } from '../platform/clock.ts';

/** The time a turn has left. It stands still while somebody is asked. */
export interface Deadline {
  /** Stops the clock; calling the result lets it go on. Several may hold it at once. */
  hold(): () => void;
  cancel(): void;
}

/** @param leftMs until `expire` is called, in milliseconds */
export function createDeadline(clock: Clock, leftMs: number, expire: () => void): Deadline {
  let left = leftMs;
  let holders = 0;
  let isOver = false;
  let startedAt = 0;
  let timer: Timer | undefined;

  const start = (): void => {
    if (isOver || holders > 0) return;
    startedAt = clock.monotonic();
    timer = clock.after(left, expire, { unref: true });
  };
  const pause = (): void => {
    timer?.cancel();
    if (holders === 0) left -= clock.monotonic() - startedAt;
  };
  start();

  return {
    hold() {
      pause();
      holders += 1;
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        holders -= 1;
        start();
      };
    },
    cancel() {
      isOver = true;
      timer?.cancel();
    },
  };
}
