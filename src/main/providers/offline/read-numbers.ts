import type { Language } from './intent.ts';

/** 1.234,5 and 1,234.5 become 1234.5, by the language and by what cannot be meant otherwise. */
export function readNumbers(text: string, language: Language): string {
  const isGerman = language === 'de';
  return text.replace(/(?<![\w.,(])\d[\d.,]*\d(?![\w])/g, (number) => {
    if (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(number) && (isGerman || number.includes(','))) {
      return number.replaceAll('.', '').replace(',', '.');
    }
    if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(number) && (!isGerman || number.includes('.'))) {
      return number.replaceAll(',', '');
    }
    return /^\d+,\d+$/.test(number) ? number.replace(',', '.') : number;
  });
}
