import { limits } from '../../shared/config/limits.ts';
import type { Clock } from '../platform/clock.ts';

/** Which channel was at work when a host died, and how often. */
export interface CrashLedger {
  /** @returns true when the channel did it too often to stay with the others */
  record(channel: string): boolean;
}

/** Makes the ledger; it forgets what is older than the window. */
export function createCrashLedger(clock: Clock): CrashLedger {
  const crashes = new Map<string, number[]>();
  return {
    record(channel) {
      const since = clock.monotonic() - limits.node.crashWindowMs;
      const recent = (crashes.get(channel) ?? []).filter((at) => at >= since);
      recent.push(clock.monotonic());
      crashes.set(channel, recent.slice(-limits.node.crashesToMove));
      return recent.length >= limits.node.crashesToMove;
    },
  };
}
