import type { ModelRequest } from '../provider.ts';

/** What a server takes beside the common core of the protocol. Learned from its refusals. */
export interface Dialect {
  maxTokensField: 'max_tokens' | 'max_completion_tokens' | undefined;
  hasStreamOptions: boolean;
  hasTemperature: boolean;
  /** Models that refused to be told how much to think; a server may have many. */
  readonly unthinking: Set<string>;
}

/** The protocol as most servers speak it. */
export function createDialect(): Dialect {
  return {
    maxTokensField: 'max_tokens',
    hasStreamOptions: true,
    hasTemperature: true,
    unthinking: new Set(),
  };
}

const complaint = /unsupported|not supported|unknown|unrecognized|unexpected|not permitted|extra/i;

/**
 * Learns from the text of a 400 or 422. True when the same request, written in the new dialect, is
 * worth another attempt. Newer OpenAI models refuse `max_tokens` and any `temperature` but their
 * own; older servers refuse `stream_options`. Each step goes one way, so that it comes to an end.
 */
export function learnDialect(dialect: Dialect, refusal: string, request: ModelRequest): boolean {
  const { model, thinking } = request;
  const hasEffort = thinking !== undefined && !dialect.unthinking.has(model);
  if (hasEffort && /reasoning|thinking/i.test(refusal)) {
    dialect.unthinking.add(model);
    return true;
  }
  if (!complaint.test(refusal)) return false;
  if (dialect.hasStreamOptions && refusal.includes('stream_options')) {
    dialect.hasStreamOptions = false;
    return true;
  }
  const usesTemperature = dialect.hasTemperature && request.temperature !== undefined;
  if (usesTemperature && refusal.includes('temperature')) {
    dialect.hasTemperature = false;
    return true;
  }
  return learnMaxTokens(dialect, refusal);
}

function learnMaxTokens(dialect: Dialect, refusal: string): boolean {
  const current = dialect.maxTokensField;
  if (current === undefined || !refusal.includes(current)) return false;
  dialect.maxTokensField = current === 'max_tokens' ? 'max_completion_tokens' : undefined;
  return true;
}
