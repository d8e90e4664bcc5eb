import fc from 'fast-check';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { safeName } from './save-download.ts';

describe('safeName', () => {
  it.each([
    ['prices.csv', 'prices.csv'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Windows\\evil.exe', 'evil.exe'],
    ['.bashrc', 'bashrc'],
    ['a\u202etxt.exe', 'a_txt.exe'],
    ['a\u0000b', 'a_b'],
    ['CON.txt', '_CON.txt'],
    ['..', 'download'],
    ['', 'download'],
    [`${'x'.repeat(500)}.csv`, `${'x'.repeat(116)}.csv`],
  ])('%j becomes %j', (given, name) => {
    expect(safeName(given)).toBe(name);
  });

  it('is always one plain name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
        const name = safeName(given);
        expect(name).toBe(path.basename(name));
        expect(name).not.toMatch(/^\.|[\u0000-\u001f/\\<>:"|?*]|^$/);
        expect(Array.from(name).length).toBeLessThanOrEqual(121);
      }),
    );
  });
});
