/** A bound on how much is done at the same time. */
export interface Slots {
  /** Runs the work as soon as fewer than the bound are running, in the order of the calls. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** Makes a bound of `count` at the same time. What waits is bounded by the caller. */
export function createSlots(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];

  async function take(): Promise<void> {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }
  function give(): void {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  }

  return {
    async run(work) {
      await take();
      try {
        return await work();
      } finally {
        give();
      }
    },
  };
}
