import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { byLanguage } from './by-language.ts';

describe('what is made once for each language', () => {
  beforeEach(() => vi.stubGlobal('navigator', { languages: ['de-AT'] }));
  afterEach(() => vi.unstubAllGlobals());

  it('is made once, whatever wraps the words', () => {
    const made: string[] = [];
    const get = byLanguage((tag) => {
      made.push(tag);
      return { tag };
    });
    const words = { language: 'de' };
    const first = get(words);
    // Every component is handed a wrapper of its own.
    for (let n = 0; n < 100; n += 1) expect(get(new Proxy(words, {}))).toBe(first);
    expect(made).toEqual(['de-AT']);
    expect(get({ language: 'en' })).toEqual({ tag: 'en' });
    expect(get({ language: 'de' })).toBe(first);
  });
});
