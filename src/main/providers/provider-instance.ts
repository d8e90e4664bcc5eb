import { toAppError } from '../../shared/errors/index.ts';
import { createLazyProvider } from './lazy-provider.ts';
import type { ModelRegistryDeps } from './model-registry-types.ts';
import type { ProviderEntry } from './provider-catalogue.ts';
import { createProviderState, type ProviderState } from './provider-state.ts';
import type { Provider, ProviderFactory } from './provider.ts';

/** A provider that was asked for at least once, and what it was made from. */
export interface ProviderInstance {
  readonly entry: ProviderEntry;
  /** Differs when a new instance is needed. */
  readonly signature: string;
  readonly provider: Provider;
  readonly state: ProviderState;
}

/** Makes a provider that is loaded with its first call. */
export function createProviderInstance(
  entry: ProviderEntry,
  deps: ModelRegistryDeps,
): ProviderInstance {
  const { id, config } = entry;
  const { clock, random = Math.random } = deps;
  const state = createProviderState(id, clock);
  const load = async (): Promise<Provider> => {
    try {
      const create = await loadFactory(config.api);
      const log = deps.log.child({ provider: id });
      return create({ id, config, clock, log, monitor: state, random });
    } catch (error) {
      state.failed(undefined, toAppError(error));
      throw error;
    }
  };
  const provider = createLazyProvider({
    id,
    load,
    findObstacle: (model) => state.findCooldown(model),
  });
  return { entry, signature: signEntry(entry), provider, state };
}

/** A text that differs when a provider has to be made anew. Prices count without that. */
export function signEntry({ config: { prices: _, ...rest } }: ProviderEntry): string {
  return JSON.stringify(rest);
}

/** The one place that knows where each protocol lives. */
async function loadFactory(api: ProviderEntry['config']['api']): Promise<ProviderFactory> {
  switch (api) {
    case 'openai-compatible': {
      const module = await import('./openai-compatible/create-openai-compatible.ts');
      return module.createOpenAiCompatible;
    }
    case 'openai':
      return (await import('./openai/create-openai.ts')).createOpenAi;
    case 'anthropic':
      return (await import('./anthropic/create-anthropic.ts')).createAnthropic;
    case 'google':
      return (await import('./google/create-google.ts')).createGoogle;
    case 'ollama':
      return (await import('./ollama/create-ollama.ts')).createOllama;
    case 'offline':
      return (await import('./offline/create-offline.ts')).createOffline;
  }
}
