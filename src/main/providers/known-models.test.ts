import { describe, expect, it } from 'vitest';
import shipped from './known-models.json' with { type: 'json' };
import { findKnownModel, knownModelsSchema, shippedModels } from './known-models.ts';
import { wellKnownProviders } from './well-known.ts';

describe('what is known of models', () => {
  it('is of the form that the user’s file has, with its day', () => {
    expect(knownModelsSchema().parse(shipped.models)).toEqual(shipped.models);
    expect(shipped.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it('names only providers there are', () => {
    const ids = new Set(wellKnownProviders.map(({ id }) => id));
    for (const key of Object.keys(shippedModels)) {
      expect(ids).toContain(key.slice(0, key.indexOf('/')));
    }
  });

  it.each([
    ['openai', 'gpt-5', 400_000],
    ['openai', 'gpt-4o-2024-08-06', 128_000],
    ['anthropic', 'claude-sonnet-4-5-20250929', 200_000],
    ['openrouter', 'google/gemini-2.5-pro', 1_048_576],
    ['openrouter', 'x-ai/grok-4', 256_000],
    ['openai', 'gpt-5-something', undefined],
    ['local', 'gpt-5', undefined],
    ['openai', '__proto__', undefined],
  ])('knows %s/%s: %s tokens', (provider, model, contextTokens) => {
    expect(findKnownModel(shippedModels, provider, model)?.contextTokens).toBe(contextTokens);
  });
});
