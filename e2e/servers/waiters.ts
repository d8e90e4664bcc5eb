/** Callers waiting for something to become true. */
export interface Waiters {
  /** Looks at every waiter again; call it after each change. */
  notify(): void;
  /**
   * Resolves with the first value of `look` that is not undefined. Rejects after `timeoutMs` with
   * `describe()` in the message.
   */
  waitFor<T>(look: () => T | undefined, timeoutMs: number, describe: () => string): Promise<T>;
}

/** Thrown when a wait runs out of time. */
export class WaitTimeoutError extends Error {}

/** Makes a list of waiters. */
export function createWaiters(): Waiters {
  const checks = new Set<() => void>();
  return {
    notify: () => {
      for (const check of checks) check();
    },
    waitFor: <T>(look: () => T | undefined, timeoutMs: number, describe: () => string) =>
      new Promise<T>((resolve, reject) => {
        const finish = (): void => {
          checks.delete(check);
          clearTimeout(timer);
        };
        const check = (): void => {
          const value = look();
          if (value === undefined) return;
          finish();
          resolve(value);
        };
        const timer = setTimeout(() => {
          finish();
          reject(new WaitTimeoutError(`waited ${timeoutMs} ms in vain; ${describe()}`));
        }, timeoutMs);
        checks.add(check);
        check();
      }),
  };
}
