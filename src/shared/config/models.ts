import { z } from 'zod';
import { lazy } from '../lazy.ts';
import { setting } from './setting.ts';

/** The two ways to ask OpenAI; `api: 'openai'` only. */
export const openAiEndpoints = ['responses', 'chat'] as const;

export const providerApis = [
  'offline',
  'openai-compatible',
  'openai',
  'anthropic',
  'google',
  'ollama',
] as const;

const modelPrice = lazy(() =>
  z.object({
    /** US dollars for a million tokens. */
    input: z.number().nonnegative(),
    output: z.number().nonnegative(),
    /** Of input the provider had in its cache, and of input it put there; as `input` when missing. */
    cachedInput: z.number().nonnegative().optional(),
    cacheWriteInput: z.number().nonnegative().optional(),
  }),
);

/** One entry of `models.providers`. */
export const providerEntry = lazy(() =>
  z.object({
    api: setting(z.enum(providerApis), {
      title: 'Protocol',
      help: 'How the server is spoken to.',
      effect: 'agent',
    }),
    endpoint: setting(z.enum(openAiEndpoints).default('responses'), {
      title: 'Endpoint',
      help: 'Of OpenAI only: "chat" for a proxy that has no Responses API.',
      effect: 'agent',
      advanced: true,
    }),
    baseUrl: setting(z.url().optional(), {
      title: 'Address',
      help: 'Where the server is, up to and including /v1.',
      effect: 'agent',
    }),
    apiKey: setting(z.string().optional(), {
      title: 'Key',
      help: 'Write it as an environment variable, such as $OPENAI_API_KEY.',
      effect: 'agent',
      secret: true,
    }),
    models: setting(z.array(z.string()).default([]), {
      title: 'Models',
      help: 'Names that are offered where the server has no list of its own.',
      effect: 'none',
    }),
    prices: setting(z.record(z.string(), modelPrice()).default({}), {
      title: 'Prices',
      help: 'By model, in US dollars for a million tokens: input, output, and where they differ cachedInput and cacheWriteInput.',
      effect: 'none',
      advanced: true,
    }),
    attemptTimeoutSeconds: setting(z.number().min(1).max(3_600).default(60), {
      title: 'Longest wait for the first word',
      help: 'For one attempt, in seconds.',
      effect: 'agent',
      advanced: true,
    }),
    chunkTimeoutSeconds: setting(z.number().min(1).max(600).default(30), {
      title: 'Longest pause between words',
      help: 'In seconds; a stream that stands still longer is taken as broken.',
      effect: 'agent',
      advanced: true,
    }),
    retries: setting(z.int().min(0).max(10).default(2), {
      title: 'Retries',
      help: 'Further attempts after a broken line or a "too many requests".',
      effect: 'agent',
      advanced: true,
    }),
  }),
);

/** Section `models`. */
export const modelsSection = lazy(() =>
  z.object({ providers: z.record(z.string(), providerEntry()).default({}) }),
);

export type ProviderConfig = z.output<ReturnType<typeof providerEntry>>;
