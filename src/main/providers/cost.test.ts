import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costMicros } from './cost.ts';

describe('costMicros', () => {
  it.each([
    [1_000_000, 0, 2_500_000],
    [0, 1_000_000, 10_000_000],
    [3, 0, 8],
    [0, 0, 0],
  ])('of %i in and %i out at 2.50 and 10 dollars is %i', (inputTokens, outputTokens, micros) => {
    expect(costMicros({ inputTokens, outputTokens }, { input: 2.5, output: 10 })).toBe(micros);
  });

  it('is not a millionth too much because of binary fractions', () => {
    expect(costMicros({ inputTokens: 30, outputTokens: 0 }, { input: 0.1, output: 0 })).toBe(3);
  });

  const usage = {
    inputTokens: 1_000,
    outputTokens: 10,
    cachedInputTokens: 600,
    cacheWriteInputTokens: 300,
  };
  it.each([
    ['their own prices', { cachedInput: 0.2, cacheWriteInput: 2.5 }, 200 + 120 + 750 + 100],
    ['what all input costs where they have none', {}, 2_000 + 100],
    ['each by itself', { cachedInput: 0.2 }, 800 + 120 + 100],
  ])('counts cached tokens at %s', (_what, more, micros) => {
    expect(costMicros(usage, { input: 2, output: 10, ...more })).toBe(micros);
  });

  it('never counts more cached tokens than there is input', () => {
    const odd = { ...usage, cachedInputTokens: 5_000, cacheWriteInputTokens: 5_000 };
    expect(costMicros(odd, { input: 2, output: 0, cachedInput: 1, cacheWriteInput: 9 })).toBe(
      1_000,
    );
  });

  it('is 0 without a price', () => {
    expect(costMicros({ inputTokens: 9, outputTokens: 9 }, undefined)).toBe(0);
  });

  it('is a whole number and never below the exact price', () => {
    const tokens = fc.integer({ min: 0, max: 10_000_000 });
    const cents = fc.integer({ min: 0, max: 100_000 });
    fc.assert(
      fc.property(tokens, tokens, cents, cents, (inputTokens, outputTokens, input, output) => {
        const price = { input: input / 100, output: output / 100 };
        const micros = costMicros({ inputTokens, outputTokens }, price);
        const exactHundredths = inputTokens * input + outputTokens * output;
        expect(micros).toBe(Math.ceil(exactHundredths / 100));
      }),
    );
  });
});
