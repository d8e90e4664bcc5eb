import { AppError } from '../../shared/errors/index.ts';

const unitsMs: readonly (readonly [RegExp, number])[] = [
  [/^(?:s|secs?|seconds?|sek|sekunden?)$/, 1_000],
  [/^(?:m|mins?|minutes?|minuten?)$/, 60_000],
  [/^(?:h|hrs?|hours?|std|stunden?)$/, 3_600_000],
  [/^(?:d|days?|tage?n?)$/, 86_400_000],
  [/^(?:w|weeks?|wochen?)$/, 7 * 86_400_000],
];

const part = /(\d+(?:[.,]\d+)?)\s*([a-z]+)/g;
const whole = /^(?:\d+(?:[.,]\d+)?\s*[a-z]+[\s,]*(?:and|und)?[\s,]*)+$/;

/**
 * Reads `10m`, `2 hours`, `1h 30m` or `1 Stunde und 30 Minuten`, in milliseconds.
 *
 * @throws AppError SCHEDULE_SPAN_INVALID
 */
export function readSpan(text: string): number {
  const plain = text.trim().toLowerCase();
  let sum = 0;
  if (!whole.test(plain)) throw invalid(text);
  for (const [, count = '', unit = ''] of plain.matchAll(part)) {
    const unitMs = unitsMs.find(([pattern]) => pattern.test(unit))?.[1];
    if (unitMs === undefined && unit !== 'and' && unit !== 'und') throw invalid(text);
    sum += Number(count.replace(',', '.')) * (unitMs ?? 0);
  }
  const spanMs = Math.round(sum);
  if (!Number.isSafeInteger(spanMs) || spanMs <= 0) throw invalid(text);
  return spanMs;
}

function invalid(text: string): AppError {
  return new AppError('SCHEDULE_SPAN_INVALID', { text: text.slice(0, 40) });
}
