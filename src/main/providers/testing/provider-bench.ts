import type { ProviderConfig } from '../../../shared/config/models.ts';
import type { AppError } from '../../../shared/errors/index.ts';
import { collect } from '../contract-suite.ts';
import type { ModelEvent, ModelRequest, Provider, ProviderDeps } from '../provider.ts';
import { makeProviderDeps } from './provider-fixtures.ts';

/** A provider under test, and what it told its monitor. */
interface StartedProvider {
  readonly provider: Provider;
  readonly worked: readonly string[];
  readonly failed: readonly AppError[];
  readonly close: () => void;
}

/** Asks a provider; a new one each time, with settings beside those of the bench. */
export interface ProviderBench {
  readonly start: (more?: Partial<ProviderConfig>) => StartedProvider;
  readonly ask: (request: ModelRequest, more?: Partial<ProviderConfig>) => Promise<ModelEvent[]>;
  /** Resolves with what was thrown. */
  readonly fail: (request: ModelRequest, more?: Partial<ProviderConfig>) => Promise<unknown>;
}

const { signal } = new AbortController();

/** @param configOf read when a provider is made: its server is not there before the tests begin */
export function createProviderBench(
  create: (deps: ProviderDeps) => Provider,
  configOf: () => Partial<ProviderConfig>,
): ProviderBench {
  const start: ProviderBench['start'] = (more = {}) => {
    const deps = makeProviderDeps({ ...configOf(), ...more });
    const provider = create(deps);
    return { provider, ...deps.heard, close: () => provider.close() };
  };
  const ask: ProviderBench['ask'] = async (request, more) => {
    const { provider, close } = start(more);
    try {
      return await collect(provider.stream(request, signal));
    } finally {
      close();
    }
  };
  const fail: ProviderBench['fail'] = (request, more) =>
    ask(request, more).catch((error: unknown) => error);
  return { start, ask, fail };
}
