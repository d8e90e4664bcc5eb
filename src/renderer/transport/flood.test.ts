import { describe, expect, it } from 'vitest';
import { createDrivenClock, settle } from './driven-clock.ts';
import { createFramePump } from './frame-pump.ts';
import { createWatched } from './watched.ts';

describe('frames', () => {
  /** Each frame takes a millisecond. With `hasBudget: false` the pump does not see the time go by. */
  function setUp({ hasBudget = true } = {}) {
    const clock = createDrivenClock();
    const handled: string[] = [];
    let spentMs = 0;
    const pump = createFramePump({
      clock,
      elapsed: () => (hasBudget ? spentMs : 0),
      handle(text) {
        spentMs += 1;
        handled.push(text);
      },
    });
    return { clock, handled, pump };
  }

  it('are handed on at once while few come', async () => {
    const { clock, handled, pump } = setUp();
    pump.push('a');
    pump.push('b');
    expect(handled).toEqual(['a', 'b']);
    await clock.advance(100);
    pump.push('c');
    expect(handled).toEqual(['a', 'b', 'c']);
  });

  it('keep their order in a flood, and take a bounded time of each picture', async () => {
    const { clock, handled, pump } = setUp();
    const sent = Array.from({ length: 30 }, (_, n) => `f${n}`);
    for (const frame of sent) pump.push(frame);
    expect(handled).toHaveLength(8);
    await clock.advance(16);
    expect(handled).toHaveLength(14);
    pump.push('last');
    expect(handled).toHaveLength(14);
    await clock.advance(16 * 10);
    expect(handled).toEqual([...sent, 'last']);
  });

  /** How long the page is kept busy at most, while ten frames come in each millisecond. */
  async function longestBusyMs(hasBudget: boolean): Promise<number> {
    const { clock, handled, pump } = setUp({ hasBudget });
    let longestMs = 0;
    const sent: string[] = [];
    for (let atMs = 0; atMs < 400; atMs += 8) {
      const before = handled.length;
      await clock.advance(8);
      longestMs = Math.max(longestMs, handled.length - before);
      for (let n = 0; n < 80; n += 1) sent.push(`f${atMs}.${n}`);
      for (const text of sent.slice(-80)) pump.push(text);
    }
    expect(handled).toEqual(sent.slice(0, handled.length));
    return longestMs;
  }

  it('of a flood of ten thousand in a second never take more than the budget at a time', async () => {
    expect(await longestBusyMs(true)).toBeLessThanOrEqual(8);
  });

  it('would keep the page busy for many pictures at a time without the budget', async () => {
    expect(await longestBusyMs(false)).toBeGreaterThan(100);
  });

  it('of a line that broke are forgotten', async () => {
    const { clock, handled, pump } = setUp();
    for (let n = 0; n < 10; n += 1) pump.push(`f${n}`);
    pump.clear();
    await clock.advance(100);
    expect(handled).toHaveLength(8);
  });

  it('after one that could not be handled are handed on all the same', async () => {
    const clock = createDrivenClock();
    const handled: string[] = [];
    const pump = createFramePump({
      clock,
      elapsed: () => 0,
      handle(text) {
        handled.push(text);
        if (text === 'f9') throw new Error('a defect');
      },
    });
    for (let n = 0; n < 12; n += 1) pump.push(`f${n}`);
    await clock.advance(16).catch(() => undefined);
    await clock.advance(16);
    expect(handled).toHaveLength(12);
  });
});

describe('conversations that are looked at', () => {
  it('are told once for changes of one moment, and counted', async () => {
    const told: string[][] = [];
    const watched = createWatched((keys) => told.push(keys));
    const letGo = watched.watch('a');
    const again = watched.watch('a');
    watched.watch('b');
    await settle();
    expect(told).toEqual([['a', 'b']]);
    letGo();
    letGo();
    await settle();
    expect(told).toHaveLength(1);
    again();
    await settle();
    expect(told.at(-1)).toEqual(['b']);
  });

  it('are told anew on a new line', () => {
    const told: string[][] = [];
    const watched = createWatched((keys) => told.push(keys));
    watched.tell();
    expect(told).toEqual([[]]);
  });
});
