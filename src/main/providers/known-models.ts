import { z } from 'zod';
import { lazy } from '../../shared/lazy.ts';
import shipped from './known-models.json' with { type: 'json' };

/** What is known of a model without asking. Prices are US dollars for a million tokens. */
export interface KnownModel {
  readonly input?: number | undefined;
  readonly output?: number | undefined;
  /** Input out of the provider's cache, and into it; as `input` where it is not known. */
  readonly cachedInput?: number | undefined;
  readonly cacheWriteInput?: number | undefined;
  readonly contextTokens?: number | undefined;
  /** Sees pictures. */
  readonly images?: boolean | undefined;
  /** Can think before it answers. */
  readonly thinking?: boolean | undefined;
  /** False for models that only make embeddings; true for all others unless their server knows better. */
  readonly tools?: boolean | undefined;
}

/** By `provider/model`. */
export type KnownModels = Readonly<Record<string, KnownModel>>;

const dollars = lazy(() => z.number().nonnegative().optional());

/** The models of a price file, of ours or of the user's. */
export const knownModelsSchema = lazy(() =>
  z.record(
    z.string().regex(/^[^/\s]+\/\S+$/, 'write it as provider/model'),
    z.strictObject({
      input: dollars(),
      output: dollars(),
      cachedInput: dollars(),
      cacheWriteInput: dollars(),
      contextTokens: z.int().positive().optional(),
      images: z.boolean().optional(),
      thinking: z.boolean().optional(),
      tools: z.boolean().optional(),
    }),
  ),
);

/** What comes with the program; checked by a test. */
export const shippedModels: KnownModels = shipped.models;

/** Providers that offer the models of others under names such as `google/gemini-2.5-pro`. */
const resellers: ReadonlySet<string> = new Set(['openrouter']);
/** What resellers call a provider. */
const aliases: Readonly<Record<string, string>> = { 'x-ai': 'xai', mistralai: 'mistral' };
/** A day or "latest" at the end of a name: the same model at the same price. */
const edition = /-(?:latest|\d{8}|\d{4}-\d{2}-\d{2})$/;

/** Finds a model by the name of its provider and its own, with or without an edition. */
export function findKnownModel(
  models: KnownModels,
  provider: string,
  model: string,
): KnownModel | undefined {
  for (const name of new Set([model, model.replace(edition, '')])) {
    for (const key of listKeys(provider, name)) {
      if (Object.hasOwn(models, key)) return models[key];
    }
  }
  return undefined;
}

function listKeys(provider: string, name: string): readonly string[] {
  const own = `${provider}/${name}`;
  if (!resellers.has(provider)) return [own];
  const [vendor = '', ...rest] = name.split('/');
  return [own, `${aliases[vendor] ?? vendor}/${rest.join('/')}`];
}
