import { expect, it } from 'vitest';
import { createI18n, switchLanguage } from './create-i18n.ts';

it('a language that is no longer wanted when its words are there is not switched to', async () => {
  const words = await createI18n('en');
  let wanted = 'de';
  const german = switchLanguage(words, 'de', () => wanted === 'de');
  wanted = 'en';
  await switchLanguage(words, 'en', () => wanted === 'en');
  await german;
  expect(words.language).toBe('en');
});
