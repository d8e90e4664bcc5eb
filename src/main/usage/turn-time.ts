/** Upper bounds of the columns `t0` to `t10` in milliseconds; `t11` has none. They are stored: never change them. */
const boundsMs = [
  250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000,
] as const;

/** The columns that count turns by how long they took. */
export const timeColumns = [...boundsMs.map((_, index) => `t${index}`), `t${boundsMs.length}`];

/** The column in which a turn of this length counts. */
export function timeColumnOf(durationMs: number): string {
  const index = boundsMs.findIndex((bound) => durationMs < bound);
  return `t${index < 0 ? boundsMs.length : index}`;
}

/**
 * How long turns took in the middle, in milliseconds, from their counts by column: exact to the column,
 * even within it. Null without any. What is beyond the last bound counts as that bound.
 */
export function medianMsOf(counts: readonly number[]): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let before = 0;
  for (const [index, count] of counts.entries()) {
    if (before + count >= total / 2) {
      const from = boundsMs[index - 1] ?? 0;
      const to = boundsMs[index] ?? from;
      return Math.round(from + ((total / 2 - before) / count) * (to - from));
    }
    before += count;
  }
  return null;
}
