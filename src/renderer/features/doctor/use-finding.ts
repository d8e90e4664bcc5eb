import { useTranslation } from 'react-i18next';
import type { DoctorCheck } from '../../../shared/protocol/doctor.ts';
import { describeSentence } from '../../i18n/describe-error.ts';
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
  const say = (sentence: string): string => describeSentence(i18n, sentence);
  const values = showValues(check.values, formats, say);
  const general = check.found === 'failed' ? 'failed' : key;
  const found = i18n.exists(`doctor.found.${general}`)
    ? t(`doctor.found.${general as 'failed'}`, { error: '', ...values })
    : check.found;
  const hint = i18n.exists(`doctor.hint.${key}`)
    ? t(`doctor.hint.${key as 'config_problems'}`)
    : undefined;
  return { found, hint };
}

/** Values that are sentences of an error. */
const sentences: ReadonlySet<string> = new Set(['error', 'first', 'fault']);

/** Sizes and sentences as people read them; everything else as it is. */
function showValues(
  values: DoctorCheck['values'],
  formats: Formats,
  say: (sentence: string) => string,
): Record<string, string> {
  const show = (name: string, value: string | number): string => {
    if (typeof value === 'string') return sentences.has(name) ? say(value) : value;
    return name.endsWith('Bytes') ? formats.size(value) : String(value);
  };
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, show(name, value)]),
  );
}
