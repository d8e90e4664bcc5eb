import { limits } from '../../../shared/config/limits.ts';
import type { Clock, Timer } from '../../platform/clock.ts';

/** The timers of one run; they end with it. */
export interface GuestTimers {
  set(id: number, delayMs: number): void;
  cancel(id: number): void;
  cancelAll(): void;
}

/** Makes the timers of a run; `fire` is called with the id of one that is due. */
export function createGuestTimers(clock: Clock, fire: (id: number) => void): GuestTimers {
  const timers = new Map<number, Timer>();
  function cancel(id: number): void {
    timers.get(id)?.cancel();
    timers.delete(id);
  }
  return {
    set(id, delayMs) {
      cancel(id);
      if (timers.size >= limits.sandbox.timers) return;
      const due = (): void => {
        timers.delete(id);
        fire(id);
      };
      timers.set(id, clock.after(delayMs, due));
    },
    cancel,
    cancelAll() {
      for (const timer of timers.values()) timer.cancel();
      timers.clear();
    },
  };
}
