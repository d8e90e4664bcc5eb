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

/** Callers waiting until enough items of a growing collection match. */
export interface MatchWaiters<T> {
  /** Looks at one new or changed item; what did not change is not looked at again. */
  changed(item: T): void;
  /** Resolves when `count` items match. Rejects like `waitFor`. */
  waitFor(wait: MatchWait<T>): Promise<void>;
}

/** What a caller waits for. */
interface MatchWait<T> {
  /** What is there already. */
  items: Iterable<T>;
  isMatch(item: T): boolean;
  count: number;
  timeoutMs: number;
  describe(): string;
}

/** Makes a list of such waiters; a change costs one test per waiter, however much is there. */
export function createMatchWaiters<T>(): MatchWaiters<T> {
  const waiters = createWaiters();
  const looks = new Set<(item: T) => void>();
  return {
    changed: (item) => {
      for (const look of looks) look(item);
      if (looks.size > 0) waiters.notify();
    },
    waitFor: async (wait) => {
      const matching = new Set<T>();
      const look = (item: T): void => {
        if (wait.isMatch(item)) matching.add(item);
        else matching.delete(item);
      };
      for (const item of wait.items) look(item);
      looks.add(look);
      const isDone = (): true | undefined => (matching.size >= wait.count ? true : undefined);
      try {
        await waiters.waitFor(isDone, wait.timeoutMs, () => wait.describe());
      } finally {
        looks.delete(look);
      }
    },
  };
}
