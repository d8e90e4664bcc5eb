import { limits } from '../../../shared/config/limits.ts';
import { newId } from '../../platform/ids.ts';
import { startLibraryAttempt, type LibraryCall } from '../library/library-attempt.ts';
import type { FailureMaker } from '../openai-compatible/failure.ts';
import type { ModelEvent, ModelRequest, Provider, ProviderDeps } from '../provider.ts';
import { streamAttempts } from '../stream-attempts.ts';
import { createOllamaDecoder } from './answer-decoder.ts';
import { createContextWindows } from './context-window.ts';
import { listOllamaModels } from './list-models.ts';
import { createOllamaClient, type OllamaClient } from './ollama-client.ts';
import { writeRequest, type ModelLimits } from './write-request.ts';

/**
 * A local Ollama by its own library (`ollama`), which is loaded with this module. The requests go
 * over our connections; retries and time limits are ours. Throws PROVIDER_ADDRESS_INVALID.
 */
export function createOllama(deps: ProviderDeps): Provider {
  const { config, clock, log } = deps;
  const client = createOllamaClient(deps);
  const windows = createContextWindows();
  const refused = createRefusals();

  return {
    stream(request, signal) {
      const failure = client.makeFailure(request.model);
      const settings = {
        clock,
        failure,
        firstWordMs: config.attemptTimeoutSeconds * 1_000,
        pauseMs: config.chunkTimeoutSeconds * 1_000,
        open: (call: LibraryCall) => {
          const { model } = request;
          const written = writeRequest(request, windows.pick(request), refused.limitsOf(model));
          return openStream(client, request, written, failure, call);
        },
        explain: (thrown: unknown) => client.explain(thrown, failure),
      };
      return streamAttempts(deps, signal, {
        model: request.model,
        failure,
        start: (emit, end) => startLibraryAttempt(settings, emit, end),
        learn(detail) {
          const lacking = refused.learn(request.model, detail);
          if (lacking === undefined) return false;
          log.warn('provider.model-lacks', { model: request.model, lacking });
          return true;
        },
      });
    },
    async listModels(signal) {
      const question = { model: undefined, timeoutMs: limits.provider.modelListMs };
      const found = await client.ask(question, signal, listOllamaModels);
      for (const { id, contextWindow } of found) {
        if (contextWindow !== undefined) windows.learn(id, contextWindow);
      }
      return found;
    },
    async embed(model, texts, signal) {
      const question = { model, timeoutMs: config.attemptTimeoutSeconds * 1_000 };
      return client.ask(question, signal, async (library) => {
        const answer = await library.embed({ model, input: [...texts], truncate: true });
        if (answer.embeddings.length !== texts.length) {
          throw new Error('not one embedding for each text');
        }
        return {
          vectors: answer.embeddings.map((values) => Float32Array.from(values)),
          inputTokens: answer.prompt_eval_count,
        };
      });
    },
    close: () => client.close(),
  };
}

const makeCallId = (): string => `call_${newId()}`;

async function* openStream(
  client: OllamaClient,
  request: ModelRequest,
  written: ReturnType<typeof writeRequest>,
  failure: FailureMaker,
  call: LibraryCall,
): AsyncGenerator<ModelEvent> {
  const decoder = createOllamaDecoder(request, failure, makeCallId);
  for await (const line of await client.openStream(failure, call).chat(written)) {
    const events = decoder.push(line);
    if (events.length > 0) call.said();
    yield* events;
  }
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
      if (lacking[found].has(model)) return undefined;
      lacking[found].add(model);
      return found;
    },
  };
}
