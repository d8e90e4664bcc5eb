import type { Clock } from '../transport/clock.ts';

/** So many changes in one window are applied as they come; more of them are gathered. */
const freeChanges = 8;
const windowMs = 250;

/**
 * Applies changes one by one while few come, and together, four times a second, in a flood: a list that
 * is drawn anew for each of a thousand changes can't be read anyhow.
 */
export function createGatherer<T>(
  clock: Clock,
  apply: (changes: readonly T[]) => void,
): (change: T) => void {
  let waiting: T[] = [];
  let windowEnd = -Infinity;
  let count = 0;
  let isWaiting = false;
  const flush = (): void => {
    isWaiting = false;
    const changes = waiting;
    waiting = [];
    apply(changes);
  };
  return (change) => {
    const now = clock.now();
    if (now >= windowEnd || now < windowEnd - windowMs) {
      windowEnd = now + windowMs;
      count = 0;
    }
    count += 1;
    if (count <= freeChanges && !isWaiting) {
      apply([change]);
      return;
    }
    waiting.push(change);
    if (isWaiting) return;
    isWaiting = true;
    clock.after(windowMs, flush);
  };
}
