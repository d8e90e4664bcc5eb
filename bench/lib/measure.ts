import { createHistogram } from 'node:perf_hooks';

/** What many samples say, in the unit of the samples. */
export interface Summary {
  readonly count: number;
  readonly median: number;
  readonly p95: number;
  readonly min: number;
  readonly max: number;
}

// Histograms hold whole numbers; five figures are kept.
const scale = 1_000;

/** Summarises samples (not negative) by a histogram. */
export function summarise(samples: readonly number[]): Summary {
  const histogram = createHistogram({ figures: 5 });
  for (const sample of samples) histogram.record(Math.max(1, Math.round(sample * scale)));
  return {
    count: samples.length,
    median: histogram.percentile(50) / scale,
    p95: histogram.percentile(95) / scale,
    min: histogram.min / scale,
    max: histogram.max / scale,
  };
}

/** Milliseconds that a piece of work takes. */
export async function time(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Does something so often, one after the other, and returns the milliseconds of each. */
export async function timeEach(count: number, work: (index: number) => Promise<unknown>) {
  const samples: number[] = [];
  for (let index = 0; index < count; index++) samples.push(await time(() => work(index)));
  return samples;
}

/** Lets a process come to rest. */
export function rest(delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, delayMs);
  });
}
