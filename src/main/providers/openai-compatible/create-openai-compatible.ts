import { toAppError } from '../../../shared/errors/index.ts';
import { callOnce } from '../call-once.ts';
import type { Provider, ProviderDeps } from '../provider.ts';
import { createTarget, readApiKey } from './create-target.ts';
import { createDialect } from './dialect.ts';
import { createFailureMaker } from './failure.ts';
import { fetchEmbeddings } from './fetch-embeddings.ts';
import { fetchModels } from './list-models.ts';
import { streamAnswer, type StreamContext } from './stream-answer.ts';

/**
 * A server that speaks the chat completions protocol of OpenAI over HTTP. Throws
 * PROVIDER_ADDRESS_MISSING or PROVIDER_ADDRESS_INVALID; everything else shows itself when it is used.
 */
export function createOpenAiCompatible(deps: ProviderDeps): Provider {
  const { id, config, monitor } = deps;
  const apiKey = readApiKey(config);
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
    embed(model, texts, signal) {
      const failure = createFailureMaker(id, model, target.address, apiKey);
      const asking = { target, clock: deps.clock, failure };
      const timeoutMs = config.attemptTimeoutSeconds * 1_000;
      return callOnce({
        ...{ deps, failure, model, timeoutMs, signal },
        retries: config.retries,
        run: (ending) => fetchEmbeddings(asking, texts, timeoutMs, ending),
        explain: toAppError,
      });
    },
    close: () => target.close(),
  };
}
