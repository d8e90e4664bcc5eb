import type { ProviderConfig } from '../../shared/config/models.ts';
import type { Price } from './provider.ts';

/** A provider that needs no entry in the config when its usual key is in the environment. */
export interface WellKnownProvider {
  readonly id: string;
  readonly api: ProviderConfig['api'];
  readonly keyVariable: string;
  readonly baseUrl: string;
  /** What is used when nobody chose a model: capable with tools, and not dear. */
  readonly defaultModel: string;
}

/** In the order in which they are tried. */
export const wellKnownProviders: readonly WellKnownProvider[] = [
  {
    id: 'openai',
    api: 'openai',
    keyVariable: 'OPENAI_API_KEY',
    baseUrl: 'https://api.openai.com/v1',
    defaultModel: 'gpt-5-mini',
  },
  {
    id: 'anthropic',
    api: 'anthropic',
    keyVariable: 'ANTHROPIC_API_KEY',
    baseUrl: 'https://api.anthropic.com/v1',
    defaultModel: 'claude-sonnet-5-5',
  },
  {
    id: 'openrouter',
    api: 'openai-compatible',
    keyVariable: 'OPENROUTER_API_KEY',
    baseUrl: 'https://openrouter.ai/api/v1',
    defaultModel: 'openrouter/auto',
  },
  {
    id: 'groq',
    api: 'openai-compatible',
    keyVariable: 'GROQ_API_KEY',
    baseUrl: 'https://api.groq.com/openai/v1',
    defaultModel: 'llama-3.3-70b-versatile',
  },
  {
    id: 'mistral',
    api: 'openai-compatible',
    keyVariable: 'MISTRAL_API_KEY',
    baseUrl: 'https://api.mistral.ai/v1',
    defaultModel: 'mistral-small-latest',
  },
  {
    id: 'deepseek',
    api: 'openai-compatible',
    keyVariable: 'DEEPSEEK_API_KEY',
    baseUrl: 'https://api.deepseek.com/v1',
    defaultModel: 'deepseek-chat',
  },
  {
    id: 'xai',
    api: 'openai-compatible',
    keyVariable: 'XAI_API_KEY',
    baseUrl: 'https://api.x.ai/v1',
    defaultModel: 'grok-4',
  },
];

/** What is known of a model without asking. */
export interface KnownModel {
  readonly price: Price;
  readonly contextTokens: number;
}

const known = (input: number, output: number, contextTokens: number): KnownModel => ({
  price: { input, output },
  contextTokens,
});

/**
 * List prices of a few common models, in US dollars for a million tokens, as published at the end
 * of 2025, those of Anthropic in November 2026. They do change: `models.providers.<id>.prices` wins
 * over this table. What was read from a cache costs less; it is counted in full here, so that a
 * budget is never overdrawn.
 */
export const knownModels: ReadonlyMap<string, KnownModel> = new Map([
  ['openai/gpt-5', known(1.25, 10, 400_000)],
  ['openai/gpt-5-mini', known(0.25, 2, 400_000)],
  ['openai/gpt-5-nano', known(0.05, 0.4, 400_000)],
  ['openai/gpt-4.1', known(2, 8, 1_047_576)],
  ['openai/gpt-4.1-mini', known(0.4, 1.6, 1_047_576)],
  ['openai/gpt-4o', known(2.5, 10, 128_000)],
  ['openai/gpt-4o-mini', known(0.15, 0.6, 128_000)],
  ['anthropic/claude-opus-5-5', known(4, 20, 1_000_000)],
  ['anthropic/claude-sonnet-5-5', known(2, 10, 1_000_000)],
  ['anthropic/claude-opus-5', known(5, 25, 1_000_000)],
  ['anthropic/claude-sonnet-5', known(2, 10, 1_000_000)],
  ['anthropic/claude-haiku-4-5', known(1, 5, 200_000)],
  ['groq/llama-3.3-70b-versatile', known(0.59, 0.79, 131_072)],
  ['groq/llama-3.1-8b-instant', known(0.05, 0.08, 131_072)],
  ['deepseek/deepseek-chat', known(0.28, 0.42, 128_000)],
  ['deepseek/deepseek-reasoner', known(0.28, 0.42, 128_000)],
  ['mistral/mistral-small-latest', known(0.1, 0.3, 128_000)],
  ['xai/grok-4', known(3, 15, 256_000)],
]);

/** What costs nothing because it runs on the owner's own machine. */
export const freePrice: Price = { input: 0, output: 0 };

/** The built-in provider and its only model. */
export const offlineId = 'offline';
export const offlineModel = 'assistant';

/** A local Ollama, at its usual port. */
export const ollamaId = 'ollama';
