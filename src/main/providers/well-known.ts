import type { ProviderConfig } from '../../shared/config/models.ts';
import { suggestedModels } from '../../shared/config/well-known-providers.ts';
import type { Price } from './provider.ts';

/** A provider that needs no entry in the config when its usual key is in the environment. */
export interface WellKnownProvider {
  readonly id: string;
  readonly api: ProviderConfig['api'];
  readonly keyVariable: string;
  /** Another name the key is known by. */
  readonly otherKeyVariable?: string;
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
    defaultModel: suggestedModels.openai,
  },
  {
    id: 'anthropic',
    api: 'anthropic',
    keyVariable: 'ANTHROPIC_API_KEY',
    baseUrl: 'https://api.anthropic.com/v1',
    defaultModel: suggestedModels.anthropic,
  },
  {
    id: 'google',
    api: 'google',
    keyVariable: 'GEMINI_API_KEY',
    otherKeyVariable: 'GOOGLE_API_KEY',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta',
    defaultModel: suggestedModels.google,
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

/** What costs nothing because it runs on the owner's own machine. */
export const freePrice: Price = { input: 0, output: 0 };

/** The built-in provider and its only model. */
export const offlineId = 'offline';
export const offlineModel = 'assistant';

/** A local Ollama, at its usual port. */
export const ollamaId = 'ollama';
