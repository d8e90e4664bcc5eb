/** A running timer; `cancel` may be called at any time, also after it fired. */
export interface Timer {
  cancel(): void;
}

/**
 * The only source of time. `now` is UTC in milliseconds and is what gets stored; `monotonic` never
 * jumps and is what deadlines and durations are measured with.
 */
export interface Clock {
  now(): number;
  monotonic(): number;
  /** Runs `callback` after `delayMs`. An unreferenced timer does not keep the process alive. */
  after(delayMs: number, callback: () => void, options?: { readonly unref?: boolean }): Timer;
}

// Node fires a longer delay at once instead of late.
const longestDelayMs = 2_147_483_647;

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(delayMs, callback, options) {
    const timer = setTimeout(callback, Math.min(Math.max(0, delayMs), longestDelayMs));
    if (options?.unref) timer.unref();
    return { cancel: () => clearTimeout(timer) };
  },
};

/** Resolves after `delayMs`, or rejects with the signal's reason as soon as it is aborted. */
export function delay(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const timer = clock.after(delayMs, () => {
      signal?.removeEventListener('abort', stop);
      resolve();
    });
    const stop = (): void => {
      timer.cancel();
      reject(signal?.reason as Error);
    };
    signal?.addEventListener('abort', stop, { once: true });
  });
}
