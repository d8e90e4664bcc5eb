import type { Clock } from './clock.ts';

/** Hands frames on in their order, and leaves the page time to draw in between. */
export interface FramePump {
  readonly push: (text: string) => void;
  /** The line broke: what was not handed on belongs to it, and is fetched after the next connect. */
  readonly clear: () => void;
}

/** One picture of a screen. */
const windowMs = 16;
/**
 * So many frames are handed on at once in each window; each may make the page draw. Right after a
 * window with more of them there are none.
 */
const freeFrames = 8;
/** What handing on may take of a window; drawing needs the rest. */
const budgetMs = 6;

interface FramePumpDeps {
  readonly clock: Clock;
  readonly handle: (text: string) => void;
  /** Milliseconds that only grow, finer than the clock. */
  readonly elapsed?: () => number;
}

/**
 * While little comes each frame is handed on as it comes. In a flood they are gathered and handed on
 * together, once in each picture of the screen and for a few milliseconds: the page then draws once
 * for all of them, and whoever presses a key is heard.
 */
export function createFramePump({
  clock,
  handle,
  elapsed = () => performance.now(),
}: FramePumpDeps): FramePump {
  let queue: string[] = [];
  let isWaiting = false;
  let windowEnd = -Infinity;
  let free = 0;

  const drain = (): void => {
    isWaiting = false;
    const until = elapsed() + budgetMs;
    let done = 0;
    try {
      while (done < queue.length && elapsed() < until) {
        done += 1;
        handle(queue[done - 1] ?? '');
      }
    } finally {
      queue = queue.slice(done);
      if (queue.length > 0) wait();
    }
  };
  const wait = (): void => {
    if (isWaiting) return;
    isWaiting = true;
    clock.after(windowMs, drain);
  };

  return {
    push(text) {
      const now = clock.now();
      if (now >= windowEnd || now < windowEnd - windowMs) {
        free = now < windowEnd + windowMs && free === 0 ? 0 : freeFrames;
        windowEnd = now + windowMs;
      }
      if (queue.length === 0 && !isWaiting && free > 0) {
        free -= 1;
        handle(text);
        return;
      }
      free = 0;
      queue.push(text);
      wait();
    },
    clear() {
      queue = [];
    },
  };
}
