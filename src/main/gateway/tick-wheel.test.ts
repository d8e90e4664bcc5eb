import { expect, it } from 'vitest';
import { createDrivenClock } from '../platform/driven-clock.ts';
import { createTickWheel } from './tick-wheel.ts';

it('gives each item one turn in a round, spread evenly, under one timer', async () => {
  const clock = createDrivenClock();
  const turns: number[] = [];
  const served = new Map<object, number>();
  const wheel = createTickWheel<{ slot: number }>({
    clock,
    roundMs: 1_000,
    slots: 10,
    onTurn(items) {
      turns.push(items.size);
      for (const item of items) served.set(item, (served.get(item) ?? 0) + 1);
    },
  });
  const items = Array.from({ length: 30 }, () => ({ slot: -1 }));
  for (const item of items) wheel.add(item);
  expect(clock.pendingCount).toBe(1);
  await clock.advance(1_000);
  expect(turns).toEqual(new Array(10).fill(3));
  expect([...served.values()]).toEqual(new Array(30).fill(1));
  for (const item of items) wheel.remove(item);
  wheel.remove(items[0] ?? { slot: 0 });
  await clock.advance(1_000);
  expect(clock.pendingCount).toBe(0);
  expect(turns).toHaveLength(10);
});
