import { expect, it } from 'vitest';
import { createDrivenClock } from '../platform/driven-clock.ts';
import { addressKey, createAttemptLimiter, isLoopback } from './attempt-limiter.ts';

const rules = { failures: 3, windowMs: 1_000, lockMs: 5_000, trackedAddresses: 4 };

it('locks an address after its failures, and lets it try again later', async () => {
  const clock = createDrivenClock();
  const limiter = createAttemptLimiter({ clock, ...rules });
  limiter.noteFailure('10.0.0.1');
  limiter.noteFailure('10.0.0.1');
  expect(limiter.waitMs('10.0.0.1')).toBe(0);
  limiter.noteFailure('10.0.0.1');
  expect(limiter.waitMs('10.0.0.1')).toBe(5_000);
  expect(limiter.waitMs('10.0.0.2')).toBe(0);
  await clock.advance(5_000);
  expect(limiter.waitMs('10.0.0.1')).toBe(0);
});

it('counts failures within a window only, and forgets them after a success', async () => {
  const clock = createDrivenClock();
  const limiter = createAttemptLimiter({ clock, ...rules });
  for (let i = 0; i < 10; i += 1) {
    limiter.noteFailure('10.0.0.1');
    await clock.advance(600);
  }
  expect(limiter.waitMs('10.0.0.1')).toBe(0);
  limiter.noteFailure('10.0.0.1');
  limiter.noteSuccess('10.0.0.1');
  limiter.noteFailure('10.0.0.1');
  limiter.noteFailure('10.0.0.1');
  expect(limiter.waitMs('10.0.0.1')).toBe(0);
});

it('remembers a bounded number of addresses', () => {
  const limiter = createAttemptLimiter({ clock: createDrivenClock(), ...rules });
  for (let i = 0; i < 100; i += 1) limiter.noteFailure(`10.0.1.${i}`);
  expect(limiter.trackedCount).toBe(rules.trackedAddresses);
});

it('locks nobody when it is switched off', () => {
  const limiter = createAttemptLimiter({
    clock: createDrivenClock(),
    ...rules,
    failures: Infinity,
  });
  for (let i = 0; i < 1_000; i += 1) limiter.noteFailure('10.0.0.1');
  expect(limiter.waitMs('10.0.0.1')).toBe(0);
});

it('takes the /64 of an IPv6 address for one address', () => {
  expect(addressKey('2001:db8:1:2:3:4:5:6')).toBe(addressKey('2001:db8:1:2::1'));
  expect(addressKey('2001:db8:1:2::1')).not.toBe(addressKey('2001:db8:1:3::1'));
  expect(addressKey('::ffff:10.0.0.1')).toBe('10.0.0.1');
  expect(addressKey('fe80::1%eth0')).toBe('fe80:0:0:0');
  expect([isLoopback('127.0.0.1'), isLoopback('::1'), isLoopback('::ffff:127.0.0.1')]).toEqual([
    true,
    true,
    true,
  ]);
  expect(isLoopback('10.0.0.1')).toBe(false);
});
