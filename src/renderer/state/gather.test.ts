import { describe, expect, it } from 'vitest';
import { createDrivenClock } from '../transport/driven-clock.ts';
import { createGatherer } from './gather.ts';

describe('changes to a list', () => {
  /** How often a list is drawn anew, while ten changes come in each millisecond for a second. */
  async function countDraws(isGathered: boolean) {
    const clock = createDrivenClock();
    const seen: number[] = [];
    let draws = 0;
    const apply = (changes: readonly number[]): void => {
      draws += 1;
      seen.push(...changes);
    };
    const take = isGathered
      ? createGatherer(clock, apply)
      : (change: number): void => apply([change]);
    for (let n = 0; n < 10_000; n += 1) {
      if (n % 100 === 0) await clock.advance(10);
      take(n);
    }
    await clock.advance(250);
    expect(seen).toEqual(Array.from({ length: 10_000 }, (_, n) => n));
    return draws;
  }

  it('of a flood are drawn a few times in a second, all of them and in their order', async () => {
    expect(await countDraws(true)).toBeLessThan(48);
  });

  it('would be drawn once for each when nothing gathered them', async () => {
    expect(await countDraws(false)).toBe(10_000);
  });

  it('are taken in at once while few come', () => {
    const seen: number[] = [];
    const take = createGatherer<number>(createDrivenClock(), (changes) => seen.push(...changes));
    for (let n = 0; n < 8; n += 1) take(n);
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });
});
