import { describe, expect, it } from 'vitest';
import { stripTypes } from './strip-types.ts';

describe('TypeScript without its types', () => {
  it('keeps everything else in its place', () => {
    const code = 'const a: number = 1;\nreturn (a as unknown)';
    expect(stripTypes(code, true)).toEqual({
      code: 'const a         = 1;\nreturn (a           )',
    });
  });

  it('may be a module', () => {
    const stripped = stripTypes('export function f(a: string): string { return a }', false);
    expect(stripped).toEqual({ code: 'export function f(a        )         { return a }' });
  });

  it.each([
    ['enum A { b }', /enum/],
    ['const a: = 1', /./],
    ['return }', /./],
  ])('is refused with a reason: %j', (code, reason) => {
    expect(stripTypes(code, true)).toMatchObject({
      failure: { message: expect.stringMatching(reason) as unknown, isToolBroken: false },
    });
  });
});
