import type { ProviderConfig } from '../../shared/config/models.ts';
import type { Config } from '../../shared/config/schema.ts';
import {
  findKnownModel,
  shippedModels,
  type KnownModel,
  type KnownModels,
} from './known-models.ts';
import type { Price } from './provider.ts';
import {
  freePrice,
  offlineId,
  offlineModel,
  ollamaId,
  wellKnownProviders,
  type WellKnownProvider,
} from './well-known.ts';

/** A provider that could be used, from the config, the environment, or built in. */
export interface ProviderEntry {
  readonly id: string;
  readonly config: ProviderConfig;
  /** Names that can be offered without asking; the first one is used when nobody chose. */
  readonly names: readonly string[];
  readonly isConfigured: boolean;
  readonly wellKnown: WellKnownProvider | undefined;
  /** A well-known server without its key. */
  readonly lacksKey: boolean;
}

const defaults: ProviderConfig = {
  api: 'openai-compatible',
  endpoint: 'responses',
  models: [],
  prices: {},
  attemptTimeoutSeconds: 60,
  chunkTimeoutSeconds: 30,
  retries: 2,
};

/** A local model may have to be read from the disk before its first word. */
const ollamaDefaults: ProviderConfig = {
  ...defaults,
  api: 'ollama',
  attemptTimeoutSeconds: 300,
};

type Env = Readonly<Record<string, string | undefined>>;

/** Everything there is, in the order in which a model is looked for when none is named. */
export function listProviderEntries(
  models: Config['models'],
  env: Env,
  ollamaUrl: string,
): readonly ProviderEntry[] {
  const entries = Object.entries(models.providers).map(([id, config]) =>
    makeConfigured(id, config, env, ollamaUrl),
  );
  const isTaken = (id: string): boolean => Object.hasOwn(models.providers, id);
  for (const wellKnown of wellKnownProviders) {
    if (!isTaken(wellKnown.id)) entries.push(makeWellKnown(wellKnown, env));
  }
  if (!isTaken(ollamaId)) entries.push(makeOllama(ollamaUrl));
  if (!isTaken(offlineId)) entries.push(makeOffline());
  return entries;
}

function makeConfigured(
  id: string,
  config: ProviderConfig,
  env: Env,
  ollamaUrl: string,
): ProviderEntry {
  if (config.api === 'offline') {
    const names = config.models.length > 0 ? config.models : [offlineModel];
    return { id, config, names, isConfigured: true, wellKnown: undefined, lacksKey: false };
  }
  const wellKnown = findWellKnown(id, config);
  const usualUrl = findUsualUrl(id, config.api, ollamaUrl) ?? wellKnown?.baseUrl;
  const apiKey = config.apiKey ?? (wellKnown && readKey(env, wellKnown));
  const full = { ...config, baseUrl: config.baseUrl ?? usualUrl, apiKey };
  const hasNames = config.models.length > 0;
  const names = hasNames ? config.models : wellKnown ? [wellKnown.defaultModel] : [];
  const lacksKey = wellKnown !== undefined && apiKey === undefined;
  return { id, config: full, names, isConfigured: true, wellKnown, lacksKey };
}

/** Where a server is that is usually in one place. */
function findUsualUrl(
  id: string,
  api: ProviderConfig['api'],
  ollamaUrl: string,
): string | undefined {
  if (api === 'ollama') return ollamaUrl;
  return id === ollamaId ? `${ollamaUrl}/v1` : undefined;
}

function makeWellKnown(wellKnown: WellKnownProvider, env: Env): ProviderEntry {
  const apiKey = readKey(env, wellKnown);
  return {
    id: wellKnown.id,
    config: { ...defaults, api: wellKnown.api, baseUrl: wellKnown.baseUrl, apiKey },
    names: [wellKnown.defaultModel],
    isConfigured: false,
    wellKnown,
    lacksKey: apiKey === undefined,
  };
}

function makeOllama(ollamaUrl: string): ProviderEntry {
  const config: ProviderConfig = { ...ollamaDefaults, baseUrl: ollamaUrl };
  return {
    id: ollamaId,
    config,
    names: [],
    isConfigured: false,
    wellKnown: undefined,
    lacksKey: false,
  };
}

function makeOffline(): ProviderEntry {
  const config: ProviderConfig = { ...defaults, api: 'offline' };
  return {
    id: offlineId,
    config,
    names: [offlineModel],
    isConfigured: false,
    wellKnown: undefined,
    lacksKey: false,
  };
}

function readKey(env: Env, one: WellKnownProvider): string | undefined {
  const names = [one.keyVariable, one.otherKeyVariable ?? one.keyVariable];
  const keys = names.map((name) => env[name]?.trim() ?? '');
  return keys.find((key) => key !== '');
}

/** An entry of another name is the same provider when it has the same address or protocol. */
function findWellKnown(id: string, config: ProviderConfig): WellKnownProvider | undefined {
  const { api, baseUrl } = config;
  const address = baseUrl?.replace(/\/+$/, '');
  if (address !== undefined) return wellKnownProviders.find((one) => one.baseUrl === address);
  const named = wellKnownProviders.find((one) => one.id === id);
  // Many speak the protocol of compatible servers; the others belong to one vendor each.
  if (named || api === 'openai-compatible') return named;
  return wellKnownProviders.find((one) => one.api === api);
}

/** What is known of a model without asking: the user's own file first, then what is shipped. */
export function findKnown(
  entry: ProviderEntry,
  model: string,
  own: KnownModels = {},
): KnownModel | undefined {
  const mine = findKnownModel(own, entry.id, model);
  // Behind a proxy the models of a vendor are the same.
  const vendor = entry.wellKnown?.id ?? entry.config.api;
  const shipped = findKnownModel(shippedModels, vendor, model);
  if (!mine || !shipped) return mine ?? shipped;
  // Whoever writes down a price means the whole of it.
  const hasPrice = mine.input !== undefined;
  const cached = hasPrice ? { cachedInput: undefined, cacheWriteInput: undefined } : {};
  return { ...shipped, ...cached, ...mine };
}

/** The price of a model: the config's, the user's file's, the known one, else undefined. */
export function findPrice(
  entry: ProviderEntry,
  model: string,
  own: KnownModels = {},
): Price | undefined {
  const { prices, api, apiKey } = entry.config;
  const configured = Object.hasOwn(prices, model) ? prices[model] : undefined;
  if (configured) return configured;
  const { input, output, cachedInput, cacheWriteInput } = findKnown(entry, model, own) ?? {};
  if (input !== undefined && output !== undefined) {
    return { input, output, cachedInput, cacheWriteInput };
  }
  const isLocal = entry.id === ollamaId || (api === 'ollama' && apiKey === undefined);
  return api === 'offline' || isLocal ? freePrice : undefined;
}
