import { limits } from '../../../shared/config/limits.ts';
import type { ErrorCode, ErrorValues } from '../../../shared/errors/index.ts';
import type { Clock, Timer } from '../../platform/clock.ts';

/** Watches that a stream begins in time and does not stand still. */
export interface StreamWatch {
  /** Something came. */
  touch(): void;
  /** Time does not count while we ourselves do not read. */
  pause(): void;
  resume(): void;
  /** The model has ended; what still comes, if anything, comes soon. */
  drain(): void;
  stop(): void;
}

/**
 * Until the first word the whole attempt is timed, so that a server which only sends signs of life
 * cannot hold a turn for ever; afterwards each pause is. One timer is enough: it looks, when it
 * fires, how long ago the last chunk came, and waits for the rest.
 */
export function createStreamWatch(
  clock: Clock,
  times: { readonly firstWordMs: number; readonly pauseMs: number },
  answer: { readonly hasContent: boolean },
  expired: (code: ErrorCode, values: ErrorValues) => void,
): StreamWatch {
  const startedAt = clock.monotonic();
  let lastAt = startedAt;
  let isPaused = false;
  let isDraining = false;

  const dueAt = (): number => {
    if (isDraining) return lastAt + limits.provider.trailerMs;
    if (answer.hasContent) return lastAt + times.pauseMs;
    return startedAt + times.firstWordMs;
  };
  const look = (): void => {
    const restMs = dueAt() - clock.monotonic();
    if (isPaused || restMs > 0) {
      // The first word may come at any time, and from then on it is pauses that count.
      timer = clock.after(isPaused ? times.pauseMs : Math.min(restMs, times.pauseMs), look);
      return;
    }
    const code = answer.hasContent ? 'PROVIDER_STALLED' : 'PROVIDER_SILENT';
    const limitMs = answer.hasContent ? times.pauseMs : times.firstWordMs;
    expired(code, { seconds: limitMs / 1_000 });
  };
  let timer: Timer = clock.after(Math.min(times.firstWordMs, times.pauseMs), look);

  return {
    touch() {
      lastAt = clock.monotonic();
    },
    pause() {
      isPaused = true;
    },
    resume() {
      isPaused = false;
      lastAt = clock.monotonic();
    },
    drain() {
      isDraining = true;
      isPaused = false;
      lastAt = clock.monotonic();
      timer.cancel();
      timer = clock.after(limits.provider.trailerMs, look);
    },
    stop: () => timer.cancel(),
  };
}
