import { isIP } from 'node:net';
import type { Clock } from '../platform/clock.ts';

interface Attempts {
  failures: number;
  windowEndsAtMs: number;
  lockedUntilMs: number;
}

export interface AttemptLimiterOptions {
  readonly clock: Clock;
  readonly failures: number;
  readonly windowMs: number;
  readonly lockMs: number;
  readonly trackedAddresses: number;
}

export interface AttemptLimiter {
  /** Milliseconds this address has to wait; 0 when it may try. */
  waitMs(address: string): number;
  noteFailure(address: string): void;
  noteSuccess(address: string): void;
  readonly trackedCount: number;
}

/**
 * Counts failed attempts for each address. Memory is bounded: beyond `trackedAddresses` the one
 * noted longest ago is forgotten.
 */
export function createAttemptLimiter(options: AttemptLimiterOptions): AttemptLimiter {
  const attempts = new Map<string, Attempts>();
  const nowMs = (): number => options.clock.monotonic();

  const note = (key: string): Attempts => {
    const known = attempts.get(key);
    const isCurrent = known && Math.max(known.windowEndsAtMs, known.lockedUntilMs) > nowMs();
    const entry = isCurrent
      ? known
      : { failures: 0, windowEndsAtMs: nowMs() + options.windowMs, lockedUntilMs: 0 };
    attempts.delete(key);
    attempts.set(key, entry);
    if (attempts.size > options.trackedAddresses) {
      const [oldest] = attempts.keys();
      if (oldest !== undefined) attempts.delete(oldest);
    }
    return entry;
  };

  return {
    waitMs(address) {
      const entry = attempts.get(addressKey(address));
      return entry ? Math.max(0, entry.lockedUntilMs - nowMs()) : 0;
    },
    noteFailure(address) {
      const entry = note(addressKey(address));
      entry.failures += 1;
      if (entry.failures >= options.failures) entry.lockedUntilMs = nowMs() + options.lockMs;
    },
    noteSuccess(address) {
      attempts.delete(addressKey(address));
    },
    get trackedCount() {
      return attempts.size;
    },
  };
}

/**
 * What counts as one address: an IPv4 address, or the /64 of an IPv6 address, since one machine
 * usually has a whole one to itself.
 */
export function addressKey(address: string): string {
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address;
  if (isIP(plain) !== 6) return plain;
  return expandIpv6(plain).slice(0, 4).join(':');
}

function expandIpv6(address: string): string[] {
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const left = head === '' ? [] : head.split(':');
  if (tail === undefined) return left;
  const right = tail === '' ? [] : tail.split(':');
  const zeros = Math.max(0, 8 - left.length - right.length);
  return [...left, ...new Array<string>(zeros).fill('0'), ...right];
}

/** Whether an address is this very machine. */
export function isLoopback(address: string): boolean {
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address;
  return plain === '::1' || plain.startsWith('127.');
}
