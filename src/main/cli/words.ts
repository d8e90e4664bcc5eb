/** Numbers and times as people read them; the gateway sends data only. */

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** @param bytes a size; the answer has three digits at most. */
export function sizeInWords(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1_024 && unit < units.length - 1) {
    value /= 1_024;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit] ?? ''}`;
}

/** @param ms a duration in milliseconds. */
export function durationInWords(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days`;
}

/** @param timestampMs UTC milliseconds; the answer is in the zone of this machine. */
export function timeInWords(timestampMs: number): string {
  const date = new Date(timestampMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** @param micros millionths of a US dollar. */
export function costInWords(micros: number): string {
  return `$${(micros / 1_000_000).toFixed(4)}`;
}
