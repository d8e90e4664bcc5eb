const firstDelayMs = 1_000;
const longestDelayMs = 30_000;

/**
 * How long to wait before attempt number `attempt` (from 1): doubled each time from one second to
 * thirty, and spread by up to half, so that many pages do not come back in one instant.
 * @param random 0 up to 1
 */
export function reconnectDelayMs(attempt: number, random: number): number {
  const fullMs = Math.min(longestDelayMs, firstDelayMs * 2 ** (attempt - 1));
  return Math.round(fullMs * (0.5 + random / 2));
}
