import { expect, it } from 'vitest';
import { createSlots } from './slots.ts';

it('runs so many at the same time, in order, and goes on after a failure', async () => {
  const slots = createSlots(2);
  const begun: number[] = [];
  const gates = [0, 1, 2, 3].map(() => Promise.withResolvers<number>());
  const results = gates.map(({ promise }, n) =>
    slots.run(() => {
      begun.push(n);
      return promise;
    }),
  );
  await Promise.resolve();
  expect(begun).toEqual([0, 1]);
  gates[1]?.reject(new Error('no'));
  await expect(results[1]).rejects.toThrow('no');
  expect(begun).toEqual([0, 1, 2]);
  for (const gate of gates) gate.resolve(1);
  expect(await Promise.allSettled(results).then((all) => all.map(({ status }) => status))).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
  expect(begun).toEqual([0, 1, 2, 3]);
});
