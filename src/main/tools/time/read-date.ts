import { AppError } from '../../../shared/errors/index.ts';
import { wallFromMs, wallMs, type WallTime, type Zone } from './zoned-time.ts';

const pattern =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * Reads `2026-12-24`, `2026-12-24T18:30` or the same with `Z` or an offset; without one it is wall
 * time of the zone. Throws DATE_INVALID, also for a 30 February.
 */
export function readDate(text: string, zone: Zone): number {
  const match = pattern.exec(text.trim());
  if (!match) throw new AppError('DATE_INVALID', { date: text.slice(0, 40) });
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part: string | undefined) => Number(part ?? 0));
  const wall: WallTime = { year, month, day, hour, minute, second };
  if (!isReal(wall)) throw new AppError('DATE_INVALID', { date: text.slice(0, 40) });
  const offset = match[7];
  if (offset === undefined) return zone.toUtcMs(wall);
  return wallMs(wall) - readOffsetMinutes(offset) * 60_000;
}

/** Date.UTC carries a 30 February over into March; a real date comes back as it was. */
function isReal(wall: WallTime): boolean {
  const back = wallFromMs(wallMs(wall));
  return (
    back.year === wall.year &&
    back.month === wall.month &&
    back.day === wall.day &&
    back.hour === wall.hour &&
    back.minute === wall.minute &&
    back.second === wall.second
  );
}

function readOffsetMinutes(text: string): number {
  if (text.toUpperCase() === 'Z') return 0;
  const digits = text.replace(/\D/g, '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return text.startsWith('-') ? -minutes : minutes;
}
