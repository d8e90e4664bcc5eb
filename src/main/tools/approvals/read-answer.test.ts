import { describe, expect, it } from 'vitest';
import { newCode, readCode } from './new-code.ts';
import { readBareAnswer } from './read-answer.ts';

describe('a bare answer', () => {
  it.each([
    ['yes', 'allow'],
    ['  OK!  ', 'allow'],
    ['Ja.', 'allow'],
    ['allow', 'allow'],
    ['NO', 'deny'],
    ['nein', 'deny'],
    ['deny', 'deny'],
    ['> Bot: may I?\n> more\nyes', 'allow'],
  ])('%j is %s', (text, decision) => {
    expect(readBareAnswer(text)?.decision).toBe(decision);
  });

  it.each([
    '',
    'y',
    'yes please',
    'yes yes',
    'yes\nno',
    'ok?',
    'not ok',
    'toString',
    'constructor',
    '> yes',
    '"yes"',
    '/yes',
  ])('%j is none', (text) => {
    expect(readBareAnswer(text)).toBeUndefined();
  });

  it('knows the codes in the first line of what it answers, and in no other', () => {
    const text = '> Bot: ❓ Ann asks: may I use shell? K7FM\n> echo ABCD\nno';
    expect(readBareAnswer(text)?.quoted).toContain('K7FM');
    expect(readBareAnswer(text)?.quoted).not.toContain('ABCD');
  });
});

describe('a code', () => {
  it('is read however it is typed, and is nothing else', () => {
    expect(readCode(' k7fm ')).toBe('K7FM');
    for (const text of ['K7F', 'K7FMX', 'K0FM', 'K7-M', '', 'ABCDEFGH'])
      expect(readCode(text)).toBeUndefined();
  });

  it('is one that nobody has', () => {
    const taken = new Set<string>();
    for (let count = 0; count < 2_000; count += 1) {
      const code = newCode((one) => taken.has(one));
      expect(taken.has(code)).toBe(false);
      expect(readCode(code)).toBe(code);
      taken.add(code);
    }
  });
});
