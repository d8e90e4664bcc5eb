import type { Price } from './provider.ts';

/**
 * What an answer costs, in whole millionths of a US dollar, rounded up so that a budget is never
 * overdrawn. 0 for a model without a known price; those are limited by tokens.
 */
export function costMicros(
  usage: { readonly inputTokens: number; readonly outputTokens: number },
  price: Price | undefined,
): number {
  if (price === undefined) return 0;
  // Dollars for a million tokens are millionths of a dollar for one.
  const exact = usage.inputTokens * price.input + usage.outputTokens * price.output;
  // 0.1 * 3 is a little more than 0.3 in binary and must not become a millionth more.
  return Math.max(0, Math.ceil(exact - 1e-6));
}
