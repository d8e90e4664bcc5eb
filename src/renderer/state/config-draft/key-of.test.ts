import { describe, expect, it } from 'vitest';
import { keyOf } from './key-of.ts';

describe('the key of a name', () => {
  it('is the name itself where that may be one', () => {
    for (const name of ['assistant', 'agent-1', 'Ada', 'a_b']) expect(keyOf(name)).toBe(name);
  });

  it('spells out what has no sign, and joins words', () => {
    expect(keyOf('Büro Ada')).toBe('buero-ada');
    expect(keyOf('  Café & Söhne, Straße 3! ')).toBe('cafe-soehne-strasse-3');
    expect(keyOf('_secret')).toBe('secret');
  });

  it('is empty when nothing is left, and never too long', () => {
    expect(keyOf('日本')).toBe('');
    expect(keyOf(' ')).toBe('');
    expect(keyOf('x'.repeat(200))).toHaveLength(64);
  });
});
