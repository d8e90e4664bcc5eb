export interface BackoffOptions {
  /** The longest first pause, in milliseconds; it doubles with every failure. */
  readonly baseMs: number;
  /** No pause is longer. */
  readonly capMs: number;
  /** Between 0 and 1; for tests. */
  readonly random?: () => number;
}

/** Pauses between attempts that keep failing. */
export interface Backoff {
  /** The pause before the next attempt, in milliseconds. */
  next(): number;
  /** After a success that lasted: the next pause is a short one again. */
  reset(): void;
}

/**
 * Exponential back-off with full jitter: anything between nothing and the present ceiling, so that
 * many that failed together do not come back together.
 */
export function createBackoff({ baseMs, capMs, random = Math.random }: BackoffOptions): Backoff {
  let failures = 0;
  return {
    next() {
      const ceilingMs = Math.min(capMs, baseMs * 2 ** Math.min(failures, 30));
      failures += 1;
      return Math.round(random() * ceilingMs);
    },
    reset() {
      failures = 0;
    },
  };
}
