import { expect, it } from 'vitest';
import { createBackoff } from './backoff.ts';

it('doubles the ceiling up to the cap, and begins again after a reset', () => {
  const backoff = createBackoff({ baseMs: 100, capMs: 500, random: () => 1 });
  expect([backoff.next(), backoff.next(), backoff.next(), backoff.next()]).toEqual([
    100, 200, 400, 500,
  ]);
  backoff.reset();
  expect(backoff.next()).toBe(100);
});

it('spreads a pause over the whole span', () => {
  const backoff = createBackoff({ baseMs: 100, capMs: 100, random: () => 0.25 });
  expect(backoff.next()).toBe(25);
});
