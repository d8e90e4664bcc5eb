import type { IncomingHttpHeaders } from 'node:http';

/**
 * How long a server asks to be left alone, in milliseconds: `retry-after-ms`, or `retry-after` in
 * seconds or as a date (RFC 9110, 10.2.3). Undefined when it says nothing understandable.
 */
export function readRetryAfterMs(headers: IncomingHttpHeaders, nowMs: number): number | undefined {
  const exact = readNumber(headers['retry-after-ms']);
  if (exact !== undefined) return exact;
  const value = headers['retry-after'];
  if (value === undefined) return undefined;
  const seconds = readNumber(value);
  if (seconds !== undefined) return Math.ceil(seconds * 1_000);
  const atMs = Date.parse(value);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}

function readNumber(value: string | string[] | undefined): number | undefined {
  if (typeof value !== 'string' || !/^\s*\d+(?:\.\d+)?\s*$/.test(value)) return undefined;
  return Number(value);
}
