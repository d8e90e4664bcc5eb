import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { regionalTag } from '../../i18n/formats.ts';

/** Writes millionths of a US dollar; small sums with as many digits as say something. */
export function useMoney(): (micros: number) => string {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const language = regionalTag(i18n.language, navigator.languages);
    const write = (digits: number): Intl.NumberFormat =>
      new Intl.NumberFormat(language, {
        style: 'currency',
        currency: 'USD',
        currencyDisplay: 'narrowSymbol',
        minimumFractionDigits: 2,
        maximumFractionDigits: digits,
      });
    const [large, small] = [write(2), write(4)];
    return (micros) => (micros > 0 && micros < 100_000 ? small : large).format(micros / 1_000_000);
  }, [i18n.language]);
}

/** Writes how long something took: "420 ms", "1.4 s". */
export function useDuration(): (ms: number) => string {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const language = regionalTag(i18n.language, navigator.languages);
    const write = (unit: string, digits: number): Intl.NumberFormat =>
      new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: digits });
    const [short, long] = [write('millisecond', 0), write('second', 1)];
    return (ms) => (ms < 1_000 ? short.format(ms) : long.format(ms / 1_000));
  }, [i18n.language]);
}
