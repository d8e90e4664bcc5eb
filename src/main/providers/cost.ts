import type { Price } from './provider.ts';

/** Tokens of one answer, as its `usage` event tells them. */
export interface PricedTokens {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedInputTokens?: number | undefined;
  readonly cacheWriteInputTokens?: number | undefined;
}

/**
 * What an answer costs, in whole millionths of a US dollar, rounded up so that a budget is never
 * overdrawn. 0 for a model without a known price; those are limited by tokens. Input out of a cache,
 * or into it, costs what all input does where its price is not known.
 */
export function costMicros(usage: PricedTokens, price: Price | undefined): number {
  if (price === undefined) return 0;
  const { cachedInput = price.input, cacheWriteInput = price.input } = price;
  const cached = Math.min(usage.cachedInputTokens ?? 0, usage.inputTokens);
  const written = Math.min(usage.cacheWriteInputTokens ?? 0, usage.inputTokens - cached);
  const fresh = usage.inputTokens - cached - written;
  // Dollars for a million tokens are millionths of a dollar for one.
  const exact =
    fresh * price.input +
    cached * cachedInput +
    written * cacheWriteInput +
    usage.outputTokens * price.output;
  // 0.1 * 3 is a little more than 0.3 in binary and must not become a millionth more.
  return Math.max(0, Math.ceil(exact - 1e-6));
}
