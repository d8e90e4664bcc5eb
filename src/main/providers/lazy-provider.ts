import { AppError } from '../../shared/errors/index.ts';
import type { ModelEvent, ModelRequest, Provider } from './provider.ts';

/** What stands before a provider that may not be loaded yet. */
export interface LazyProviderOptions {
  /** For messages. */
  readonly id: string;
  readonly load: () => Promise<Provider>;
  /** The error that a call of this model fails with at once, if any. */
  readonly findObstacle: (model: string) => AppError | undefined;
}

/** A provider whose code is loaded with the first call. Afterwards it adds one check to a call. */
export function createLazyProvider({ id, load, findObstacle }: LazyProviderOptions): Provider {
  let loaded: Provider | undefined;
  let loading: Promise<Provider> | undefined;
  let isClosed = false;

  const get = (): Promise<Provider> =>
    (loading ??= load().then(
      (provider) => {
        loaded = provider;
        if (isClosed) provider.close();
        return provider;
      },
      (error: unknown) => {
        // A failed import may work the next time; a bad address fails again in the same words.
        loading = undefined;
        throw error;
      },
    ));
  async function* streamLater(
    request: ModelRequest,
    signal: AbortSignal,
  ): AsyncGenerator<ModelEvent> {
    const provider = await get();
    yield* provider.stream(request, signal);
  }

  return {
    stream(request, signal) {
      const obstacle = findObstacle(request.model);
      if (obstacle) return failingStream(obstacle);
      return loaded ? loaded.stream(request, signal) : streamLater(request, signal);
    },
    listModels: async (signal) => (await get()).listModels(signal),
    async embed(model, texts, signal) {
      const obstacle = findObstacle(model);
      if (obstacle) throw obstacle;
      const provider = await get();
      if (provider.embed) return provider.embed(model, texts, signal);
      throw new AppError('PROVIDER_NO_EMBEDDINGS', { provider: id, model });
    },
    close() {
      isClosed = true;
      loaded?.close();
    },
  };
}

function failingStream(error: AppError): AsyncIterable<ModelEvent> {
  return { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }) };
}
