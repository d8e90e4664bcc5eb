import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBoundedOutput } from './bounded-output.ts';

describe('createBoundedOutput', () => {
  it('keeps everything that fits', () => {
    const output = createBoundedOutput(4, 4);
    for (const piece of ['ab', 'cdef', 'gh']) output.add(piece);
    expect(output.read()).toBe('abcdefgh');
  });

  it('keeps beginning and end of what does not, however it comes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 40 })), (pieces) => {
        const output = createBoundedOutput(10, 5);
        for (const piece of pieces) output.add(piece);
        const whole = pieces.join('');
        const kept = output.read();
        expect(output.totalChars).toBe(whole.length);
        if (whole.length <= 15) expect(kept).toBe(whole.toWellFormed());
        else {
          expect(kept).toContain(`${whole.length - 15} characters left out`);
          expect(kept.startsWith(whole.slice(0, 9).toWellFormed().slice(0, 8))).toBe(true);
          expect(kept.endsWith(whole.slice(-4))).toBe(true);
        }
      }),
    );
  });
});
