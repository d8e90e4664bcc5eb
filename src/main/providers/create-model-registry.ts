import { AppError } from '../../shared/errors/index.ts';
import { describeProvider } from './describe-provider.ts';
import { createModelLists } from './model-lists.ts';
import type { ModelRegistry, ModelRegistryDeps, ResolvedModel } from './model-registry-types.ts';
import { createPriceFile } from './price-file.ts';
import {
  findKnown,
  findPrice,
  listProviderEntries,
  type ProviderEntry,
} from './provider-catalogue.ts';
import { createProviderInstance, signEntry, type ProviderInstance } from './provider-instance.ts';

/** Finds, lists and keeps providers. Nothing is loaded or connected before it is used. */
export function createModelRegistry(deps: ModelRegistryDeps): ModelRegistry {
  const { clock } = deps;
  const ollamaUrl = deps.ollamaUrl ?? 'http://127.0.0.1:11434';
  const instances = new Map<string, ProviderInstance>();
  let seen: readonly unknown[] = [];
  let entries: ReadonlyMap<string, ProviderEntry> = new Map();

  /** Reads the config again when it changed, and closes what is gone or has changed. */
  const readEntries = (): ReadonlyMap<string, ProviderEntry> => {
    const { models } = deps.config();
    const env = deps.env();
    if (models === seen[0] && env === seen[1]) return entries;
    seen = [models, env];
    const list = listProviderEntries(models, env, ollamaUrl);
    entries = new Map(list.map((entry) => [entry.id, entry]));
    for (const [id, instance] of instances) {
      const entry = entries.get(id);
      if (entry && signEntry(entry) === instance.signature) continue;
      instance.provider.close();
      instances.delete(id);
      lists.forget(id);
    }
    return entries;
  };
  const getInstance = (entry: ProviderEntry): ProviderInstance => {
    const known = instances.get(entry.id);
    if (known) return known;
    const made = createProviderInstance(entry, deps);
    instances.set(entry.id, made);
    return made;
  };
  const prices = createPriceFile(deps.pricesFile, clock, deps.log);
  const lists = createModelLists({
    clock,
    ollamaUrl,
    log: deps.log,
    readPrices: () => prices.read(),
  });
  const makeResolved = (entry: ProviderEntry, model: string): ResolvedModel => ({
    id: `${entry.id}/${model}`,
    providerId: entry.id,
    provider: getInstance(entry).provider,
    model,
    price: findPrice(entry, model, prices.read()),
    contextTokens:
      lists.findContextTokens(entry.id, model) ??
      findKnown(entry, model, prices.read())?.contextTokens,
  });

  return {
    resolve(id) {
      const all = readEntries();
      if (id === undefined) return makeResolved(...chooseModel(all));
      const slash = id.indexOf('/');
      const model = id.slice(slash + 1);
      if (slash < 1 || model === '') throw new AppError('MODEL_NAME_INVALID', { model: id });
      return makeResolved(findEntry(all, id, id.slice(0, slash)), model);
    },
    list(options = {}) {
      const all = [...readEntries().values()];
      return lists.list(all, getInstance, options);
    },
    async detectOllama() {
      return (await lists.detectOllama()) !== undefined;
    },
    health: () => [...instances.values()].map(({ state }) => state.health()),
    overview: () =>
      [...readEntries().values()].map((entry) =>
        describeProvider(entry, instances.get(entry.id)?.state.health()),
      ),
    clear(providerId) {
      const all = readEntries();
      if (!all.has(providerId)) throw unknownProvider(all, providerId, 'a call');
      return instances.get(providerId)?.state.clear() ?? 0;
    },
    close() {
      for (const { provider } of instances.values()) provider.close();
      instances.clear();
    },
  };
}

/** The first configured provider with a model, then a key in the environment, then offline. */
function chooseModel(entries: ReadonlyMap<string, ProviderEntry>): [ProviderEntry, string] {
  for (const entry of entries.values()) {
    const [name] = entry.names;
    const isUsable = !entry.lacksKey && entry.config.api !== 'offline';
    if (isUsable && name !== undefined && canReach(entry)) return [entry, name];
  }
  for (const entry of entries.values()) {
    const [name] = entry.names;
    if (entry.config.api === 'offline' && name !== undefined) return [entry, name];
  }
  throw new AppError('PROVIDER_UNKNOWN', { provider: 'offline', model: 'none', known: 'none' });
}

function findEntry(
  entries: ReadonlyMap<string, ProviderEntry>,
  model: string,
  provider: string,
): ProviderEntry {
  const entry = entries.get(provider);
  if (!entry) throw unknownProvider(entries, provider, model);
  const place = { path: `models.providers.${provider}` };
  if (entry.lacksKey && entry.wellKnown) {
    const variable = entry.wellKnown.keyVariable;
    throw new AppError('PROVIDER_KEY_MISSING', { provider, variable }, { place });
  }
  if (!canReach(entry)) throw new AppError('PROVIDER_ADDRESS_MISSING', { provider }, { place });
  return entry;
}

function unknownProvider(
  entries: ReadonlyMap<string, ProviderEntry>,
  provider: string,
  model: string,
): AppError {
  return new AppError('PROVIDER_UNKNOWN', {
    provider,
    model,
    known: [...entries.keys()].join(', '),
  });
}

function canReach({ config }: ProviderEntry): boolean {
  return config.api === 'offline' || config.baseUrl !== undefined;
}
