import { expect, it } from 'vitest';
import { createDrivenClock } from './driven-clock.ts';
import { createRestarter } from './restarter.ts';

function setUp() {
  const clock = createDrivenClock();
  const starts: number[] = [];
  const restarter = createRestarter({
    backoff: { baseMs: 100, capMs: 10_000, random: () => 1 },
    floorMs: 50,
    stableMs: 5_000,
    clock,
  });
  const start = (): void => {
    restarter.started();
    starts.push(clock.monotonic());
  };
  return { clock, starts, restarter, start };
}

it('waits longer each time, and briefly again after something that lasted', async () => {
  const { clock, starts, restarter, start } = setUp();
  start();
  restarter.ended(start);
  await clock.advance(150);
  restarter.ended(start);
  await clock.advance(250);
  expect(starts).toEqual([0, 150, 400]);
  await clock.advance(5_000);
  restarter.ended(start);
  await clock.advance(150);
  expect(starts.at(-1)).toBe(5_550);
});

it('plans one start at a time, and none after a cancel', async () => {
  const { clock, starts, restarter, start } = setUp();
  restarter.ended(start);
  restarter.ended(start);
  await clock.advance(1_000);
  expect(starts).toHaveLength(1);
  restarter.ended(start);
  restarter.cancel();
  await clock.advance(10_000);
  expect(starts).toHaveLength(1);
  expect(restarter.isWaiting).toBe(false);
});
