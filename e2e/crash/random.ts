/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** A whole number from `from` up to and without `to`. */
  int(from: number, to: number): number;
  pick<T>(values: readonly [T, ...T[]]): T;
}

/** Makes a source of numbers (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from));
  return { int, pick: (values) => values[int(0, values.length)] ?? values[0] };
}
