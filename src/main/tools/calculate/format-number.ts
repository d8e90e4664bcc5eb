/** Digits that a binary fraction gets right in nearly every calculation. */
const digits = 12;

/** Writes a result as a person would: 0.1 + 0.2 is 0.3, and large whole numbers keep all digits. */
export function formatNumber(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  return String(Number(value.toPrecision(digits)));
}
