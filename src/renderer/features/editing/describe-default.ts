import type { TFunction } from 'i18next';

/** What holds while nothing is written, as it is shown in an empty field; undefined when nothing does. */
export function describeDefault(t: TFunction, value: unknown): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.join(', ');
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    return undefined;
  }
  return t('editing.default', { value: String(value) });
}
