import { expect, it } from 'vitest';
import { delay } from './clock.ts';
import { createDrivenClock } from './driven-clock.ts';

it('fires timers in the order they fall due, and none early', async () => {
  const clock = createDrivenClock();
  const fired: string[] = [];
  clock.after(20, () => fired.push('late'));
  clock.after(10, () => fired.push('early'));
  await clock.advance(9);
  expect(fired).toEqual([]);
  await clock.advance(11);
  expect(fired).toEqual(['early', 'late']);
});

it('lets an abort end a delay at once', async () => {
  const clock = createDrivenClock();
  const stop = new AbortController();
  const waiting = delay(clock, 1000, stop.signal);
  stop.abort(new Error('stopped'));
  await expect(waiting).rejects.toThrow('stopped');
  expect(clock.pendingCount).toBe(0);
});
