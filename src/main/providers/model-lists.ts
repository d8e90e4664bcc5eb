import { limits } from '../../shared/config/limits.ts';
import { toAppError, type ErrorCode } from '../../shared/errors/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import { detectOllamaModels } from './detect-ollama.ts';
import type { ListedModel } from './model-registry-types.ts';
import type { KnownModel, KnownModels } from './known-models.ts';
import { findKnown, findPrice, type ProviderEntry } from './provider-catalogue.ts';
import type { ProviderInstance } from './provider-instance.ts';
import type { ModelInfo, Price } from './provider.ts';
import { ollamaId } from './well-known.ts';

export interface ListOptions {
  readonly refresh?: boolean;
  readonly signal?: AbortSignal;
}

/** What the servers said they have, kept for a while. */
export interface ModelLists {
  list(
    entries: readonly ProviderEntry[],
    getInstance: (entry: ProviderEntry) => ProviderInstance,
    options: ListOptions,
  ): Promise<readonly ListedModel[]>;
  detectOllama(): Promise<readonly string[] | undefined>;
  findContextTokens(providerId: string, model: string): number | undefined;
  forget(providerId: string): void;
}

interface KnownList {
  readonly models: readonly ModelInfo[];
  readonly askedAt: number;
}

/** Makes an empty store; there is at most one list for each provider. */
export function createModelLists(deps: {
  readonly clock: Clock;
  readonly log: Logger;
  readonly ollamaUrl: string;
  /** The user's own prices and what he says of models. */
  readonly readPrices: () => KnownModels;
}): ModelLists {
  const { clock } = deps;
  const known = new Map<string, KnownList>();
  let ollama: readonly string[] | undefined;
  let detection: Promise<readonly string[] | undefined> | undefined;

  const detectOllama = (): Promise<readonly string[] | undefined> =>
    (detection ??= detectOllamaModels(deps.ollamaUrl, clock).then((names) => {
      detection = undefined;
      ollama = names;
      return names;
    }));
  const isFresh = (list: KnownList | undefined): boolean =>
    list !== undefined && clock.monotonic() - list.askedAt < limits.provider.modelListAgeMs;
  const ask = async (instance: ProviderInstance, signal: AbortSignal): Promise<void> => {
    const { id } = instance.entry;
    try {
      const models = await instance.provider.listModels(signal);
      known.set(id, { models, askedAt: clock.monotonic() });
      instance.state.reached();
    } catch (error) {
      if (signal.aborted) throw error;
      deps.log.warn('provider.list-failed', { provider: id, code: toAppError(error).code });
      // What was known stays; asking again at once would only make everybody wait.
      known.set(id, { models: known.get(id)?.models ?? [], askedAt: clock.monotonic() });
    }
  };
  const prepare = async (
    entry: ProviderEntry,
    getInstance: (entry: ProviderEntry) => ProviderInstance,
    { refresh = false, signal = new AbortController().signal }: ListOptions,
  ): Promise<void> => {
    if (isOffer(entry) && (await detectOllama()) === undefined) return;
    if (canAsk(entry) && (refresh || !isFresh(known.get(entry.id)))) {
      await ask(getInstance(entry), signal);
    }
  };

  return {
    async list(entries, getInstance, options) {
      await Promise.all(entries.map((entry) => prepare(entry, getInstance, options)));
      return entries.flatMap((entry) => {
        const isAway = isOffer(entry) && ollama === undefined;
        if (isAway) return [];
        const names = [...entry.names, ...(isOffer(entry) ? (ollama ?? []) : [])];
        const rows = mergeNames(entry, names, known.get(entry.id)?.models ?? [], deps.readPrices());
        return rows.map((row) => ({ ...row, ...describeState(row.name, getInstance(entry)) }));
      });
    },
    detectOllama,
    findContextTokens: (providerId, model) =>
      known.get(providerId)?.models.find((one) => one.id === model)?.contextWindow,
    forget: (providerId) => void known.delete(providerId),
  };
}

function canAsk(entry: ProviderEntry): boolean {
  return !entry.lacksKey && entry.config.api !== 'offline' && entry.config.baseUrl !== undefined;
}

/** A local Ollama that nobody configured: there only while it runs. */
function isOffer(entry: ProviderEntry): boolean {
  return entry.id === ollamaId && !entry.isConfigured;
}

/** Configured names first, then what the server has beside them. */
function mergeNames(
  entry: ProviderEntry,
  names: readonly string[],
  models: readonly ModelInfo[],
  own: KnownModels,
): ListedModel[] {
  const infos = new Map(models.map((model) => [model.id, model]));
  const all = new Set([...names, ...infos.keys()]);
  return Array.from(all, (name) => ({
    id: `${entry.id}/${name}`,
    name,
    provider: entry.id,
    ...describeModel(infos.get(name), findKnown(entry, name, own)),
    ...describePrice(findPrice(entry, name, own)),
  }));
}

function describePrice(price: Price | undefined): Pick<ListedModel, 'price'> {
  return price ? { price: { input: price.input, output: price.output } } : {};
}

type Traits = Pick<ListedModel, 'contextWindow' | 'supportsTools' | 'reasoning' | 'input'>;

/** What the server says counts; what is known without asking fills the gaps. */
function describeModel(info: ModelInfo | undefined, known: KnownModel | undefined): Traits {
  const seesImages = info?.supportsImages ?? known?.images;
  const traits = {
    contextWindow: info?.contextWindow ?? known?.contextTokens,
    supportsTools: info?.supportsTools ?? known?.tools,
    reasoning: info?.supportsThinking ?? known?.thinking,
    input: seesImages === undefined ? undefined : listInputs(seesImages),
  };
  const told = Object.entries(traits).filter(([, value]) => value !== undefined);
  return Object.fromEntries(told);
}

function listInputs(seesImages: boolean): NonNullable<ListedModel['input']> {
  return seesImages ? ['text', 'image'] : ['text'];
}

type Availability = Pick<ListedModel, 'available' | 'unavailableReason' | 'unavailableUntil'>;

function describeState(model: string, { entry, state }: ProviderInstance): Availability {
  if (entry.lacksKey) return { available: false, unavailableReason: 'missing-auth' };
  const { lastError, cooldowns } = state.health();
  const cooldown = cooldowns.find((one) => one.model === model);
  if (!cooldown) return describeError(lastError?.code, entry);
  const { untilMs } = cooldown;
  return { available: false, unavailableReason: 'cooldown', unavailableUntil: untilMs };
}

/** What the last failure of a provider means for all its models. */
function describeError(code: ErrorCode | undefined, { config }: ProviderEntry): Availability {
  switch (code) {
    case 'PROVIDER_KEY_REFUSED':
    case 'PROVIDER_KEY_UNUSABLE': {
      const hasKey = config.apiKey !== undefined;
      return { available: false, unavailableReason: hasKey ? 'auth-failed' : 'missing-auth' };
    }
    case 'PROVIDER_UNREACHABLE':
    case 'PROVIDER_OLLAMA_AWAY':
    case 'PROVIDER_SILENT':
    case 'PROVIDER_CERTIFICATE_REFUSED':
    case 'PROVIDER_ADDRESS_INVALID':
    case 'PROVIDER_QUOTA_SPENT':
      return { available: false };
    default:
      return { available: config.api === 'offline' || config.baseUrl !== undefined };
  }
}
