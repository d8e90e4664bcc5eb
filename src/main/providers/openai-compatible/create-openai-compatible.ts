import { AppError, toAppError } from '../../../shared/errors/index.ts';
import type { Provider, ProviderDeps } from '../provider.ts';
import { createDialect } from './dialect.ts';
import { createFailureMaker } from './failure.ts';
import { createHttpTarget, type HttpTarget } from './http-target.ts';
import { fetchModels } from './list-models.ts';
import { streamAnswer, type StreamContext } from './stream-answer.ts';

/**
 * A server that speaks the chat completions protocol of OpenAI over HTTP. Throws
 * PROVIDER_ADDRESS_MISSING or PROVIDER_ADDRESS_INVALID; everything else shows itself when it is used.
 */
export function createOpenAiCompatible(deps: ProviderDeps): Provider {
  const { id, config, monitor } = deps;
  // A key that was read from a file often brings its line end along.
  const apiKey = config.apiKey?.trim() === '' ? undefined : config.apiKey?.trim();
  const target = createTarget(id, config.baseUrl, apiKey);
  const context: StreamContext = { ...deps, target, apiKey, dialect: createDialect() };

  return {
    stream: (request, signal) => streamAnswer(context, request, signal),
    async listModels(signal) {
      const failure = createFailureMaker(id, 'its list of models', target.address, apiKey);
      const configured = config.models.map((name) => ({ id: name }));
      try {
        const found = await fetchModels({ target, clock: deps.clock, failure }, signal);
        return found ?? configured;
      } catch (error) {
        if (!signal.aborted) monitor.failed(undefined, toAppError(error));
        throw error;
      }
    },
    close: () => target.close(),
  };
}

function createTarget(
  provider: string,
  baseUrl: string | undefined,
  apiKey: string | undefined,
): HttpTarget {
  const options = { place: { path: `models.providers.${provider}.baseUrl` } };
  if (baseUrl === undefined) throw new AppError('PROVIDER_ADDRESS_MISSING', { provider }, options);
  try {
    return createHttpTarget(baseUrl, apiKey);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('PROVIDER_ADDRESS_INVALID', { provider, reason }, options);
  }
}
