import type { Clock, Timer } from '../../transport/clock.ts';

export interface Coalesced {
  /** Asks for it to be done soon; asking again meanwhile changes nothing. */
  readonly ask: () => void;
  readonly cancel: () => void;
}

/**
 * Does something at most once in a while, however often it is asked for: the last request is never
 * lost, and one that comes while it is being done leads to once more.
 */
export function coalesce(clock: Clock, everyMs: number, work: () => Promise<void>): Coalesced {
  let timer: Timer | undefined;
  let isBusy = false;
  let askedCount = 0;

  const run = async (): Promise<void> => {
    timer = undefined;
    isBusy = true;
    const seenCount = askedCount;
    try {
      await work();
    } finally {
      isBusy = false;
      if (askedCount !== seenCount) ask();
    }
  };
  const ask = (): void => {
    askedCount += 1;
    if (!isBusy) timer ??= clock.after(everyMs, () => void run());
  };
  return {
    ask,
    cancel() {
      timer?.cancel();
      timer = undefined;
    },
  };
}
