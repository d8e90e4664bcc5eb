import type { Clock } from './clock.ts';

/** Waits for something to become true that is looked at after each change. */
export interface LookOut {
  /** Something changed. */
  readonly look: () => void;
  /** Resolves when `isTrue` holds; rejects after the patience with `what` in its words. */
  readonly until: (isTrue: () => boolean, what: string) => Promise<void>;
}

/** Makes a look-out that waits at most `patienceMs`. */
export function createLookOut(clock: Clock, patienceMs: number): LookOut {
  const waiting = new Set<() => void>();
  return {
    look() {
      for (const again of waiting) again();
    },
    until: (isTrue, what) =>
      new Promise((resolve, reject) => {
        const timer = clock.after(patienceMs, () => {
          waiting.delete(again);
          reject(new Error(`waited ${patienceMs} ms in vain for: ${what}`));
        });
        const again = (): void => {
          if (!isTrue()) return;
          waiting.delete(again);
          timer.cancel();
          resolve();
        };
        waiting.add(again);
        again();
      }),
  };
}
