import { limits } from '../../shared/config/limits.ts';
import type { AppError } from '../../shared/errors/index.ts';

/**
 * How long to wait before attempt number `attempt` (the first retry is 1), in milliseconds;
 * undefined when this error is not worth another attempt. Full jitter, as in "Exponential Backoff
 * And Jitter" of the AWS Architecture Blog, so that many turns do not come back in one moment.
 */
export function retryDelayMs(
  error: AppError,
  attempt: number,
  random: () => number,
): number | undefined {
  if (error.kind !== 'unreachable' && error.kind !== 'limited') return undefined;
  const { retryBaseMs, retryMaxMs, retryAfterMs: longestWaitMs } = limits.provider;
  const wantedMs = error.retryAfterMs ?? 0;
  if (wantedMs > longestWaitMs) return undefined;
  const ceilingMs = Math.min(retryMaxMs, retryBaseMs * 2 ** (attempt - 1));
  return Math.max(wantedMs, Math.round(random() * ceilingMs));
}
