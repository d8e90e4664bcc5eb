import { useTranslation } from 'react-i18next';
import type { DoctorCheck } from '../../../shared/protocol/doctor.ts';
import { useFormats } from '../../i18n/use-words.ts';
import type { Formats } from '../../i18n/formats.ts';

/** What a check found, in words, and what helps. A finding without words is shown by its code. */
export function useFinding(check: DoctorCheck): {
  readonly found: string;
  readonly hint: string | undefined;
} {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const key = `${check.name}_${check.found}`;
  const values = showValues(check.values, formats);
  const general = check.found === 'failed' ? 'failed' : key;
  const found = i18n.exists(`doctor.found.${general}`)
    ? t(`doctor.found.${general as 'failed'}`, { error: '', ...values })
    : check.found;
  const hint = i18n.exists(`doctor.hint.${key}`)
    ? t(`doctor.hint.${key as 'config_problems'}`)
    : undefined;
  return { found, hint };
}

/** Sizes as people read them; everything else as it is. */
function showValues(values: DoctorCheck['values'], formats: Formats): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      name.endsWith('Bytes') && typeof value === 'number' ? formats.size(value) : String(value),
    ]),
  );
}
