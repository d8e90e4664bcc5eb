import { limits } from '../../../shared/config/limits.ts';
import type { ModelRequest, Provider, ProviderDeps } from '../provider.ts';
import { createCarrier, type StreamPlan } from '../sdk/create-carrier.ts';
import { createContextWindows } from './context-window.ts';
import { listOllamaModels } from './list-models.ts';
import { createOllamaClient, ollama, ollamaUrl } from './ollama-client.ts';
import { createOllamaReader } from './read-ollama-stream.ts';
import { writeRequest, type ModelLimits } from './write-request.ts';

/**
 * A local Ollama by its own library (`ollama`), which is loaded with this module. Throws
 * PROVIDER_ADDRESS_INVALID; everything else shows itself in use.
 */
export function createOllama(deps: ProviderDeps): Provider {
  const { config, log } = deps;
  // An address that was made for the OpenAI protocol is the same server.
  const baseUrl = (config.baseUrl ?? ollamaUrl).replace(/\/+(?:v1|api)?\/*$/, '');
  const carrier = createCarrier(deps, ollama, baseUrl);
  const { address } = carrier;
  const windows = createContextWindows();
  const refused = createRefusals();

  const plan = (request: ModelRequest): StreamPlan => ({
    begin(emit, start, failure) {
      const { model } = request;
      const body = writeRequest(request, windows.pick(request), refused.limitsOf(model));
      const reader = createOllamaReader(request, failure, emit);
      return start({ reader, ask: (fetch) => createOllamaClient(address, fetch).chat(body) });
    },
    learn(detail) {
      const lacking = refused.learn(request.model, detail);
      if (lacking === undefined) return false;
      log.warn('provider.model-lacks', { model: request.model, lacking });
      return true;
    },
  });

  return {
    stream: (request, signal) => carrier.stream(request, signal, plan(request)),
    async listModels(signal) {
      const found = await carrier.listModels(signal, (fetch) =>
        listOllamaModels(createOllamaClient(address, fetch)),
      );
      for (const { id, contextWindow } of found) {
        if (contextWindow !== undefined) windows.learn(id, contextWindow);
      }
      return found;
    },
    embed: (model, texts, signal) =>
      carrier.embed(model, texts, signal, async (some, fetch) => {
        const asked = { model, input: [...some], truncate: true };
        const answer = await createOllamaClient(address, fetch).embed(asked);
        return { vectors: answer.embeddings, inputTokens: answer.prompt_eval_count };
      }),
    close: () => carrier.close(),
  };
}

/** What models were found not to take, by the words of their refusals. */
function createRefusals() {
  const lacking = { tools: new Set<string>(), thinking: new Set<string>() };
  return {
    limitsOf: (model: string): ModelLimits => ({
      hasTools: !lacking.tools.has(model),
      hasThinking: !lacking.thinking.has(model),
    }),
    /** What was learned; undefined when it was nothing new. */
    learn(model: string, words: string): 'tools' | 'thinking' | undefined {
      const found = /does not support (tools|thinking)/.exec(words)?.[1];
      if (found !== 'tools' && found !== 'thinking') return undefined;
      const models = lacking[found];
      if (models.has(model)) return undefined;
      const [oldest] = models;
      if (models.size >= limits.provider.dialects && oldest) models.delete(oldest);
      models.add(model);
      return found;
    },
  };
}
