import { isRecord } from '../../../../shared/is-record.ts';
type Detail = Readonly<Record<string, unknown>>;

/** A text of a step's detail; details are data of many kinds, and old ones may lack parts. */
export function textIn(detail: Detail, name: string): string | undefined {
  const value = detail[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A number of a step's detail. */
export function numberIn(detail: Detail, name: string): number | undefined {
  const value = detail[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A record of a step's detail. */
export function recordIn(detail: Detail, name: string): Detail | undefined {
  const value = detail[name];
  return isRecord(value) ? value : undefined;
}

/** Records of a list in a step's detail; what is none is left out. */
export function recordsIn(detail: Detail, name: string): readonly Detail[] {
  const value = detail[name];
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** Parts of a detail that have no words of their own. */
export function restOf(detail: Detail, told: readonly string[]): Detail {
  return Object.fromEntries(
    Object.entries(detail).filter(([name, value]) => !told.includes(name) && value !== undefined),
  );
}
