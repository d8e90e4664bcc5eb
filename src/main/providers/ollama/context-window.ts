import { limits } from '../../../shared/config/limits.ts';
import type { ModelRequest } from '../provider.ts';

/**
 * How large a window each model is asked for. Ollama's own is small, and what does not fit would be
 * dropped from the front without a word; a window that is larger than needed takes memory, and
 * each change of it loads the model anew. So it grows in steps with what is asked, and stays.
 */
export interface ContextWindows {
  /** The window for this request, in tokens. */
  pick(request: ModelRequest): number;
  /** What a model takes at most; asked for no more than that. */
  learn(model: string, mostTokens: number): void;
}

/** Makes an empty memory; it holds a bounded number of models. */
export function createContextWindows(): ContextWindows {
  const picked = new Map<string, number>();
  const most = new Map<string, number>();
  const remember = (map: Map<string, number>, model: string, tokens: number): void => {
    if (map.size >= limits.provider.ollamaModels && !map.has(model)) map.clear();
    map.set(model, tokens);
  };
  return {
    pick(request) {
      const { model } = request;
      let tokens = picked.get(model) ?? limits.provider.ollamaContextTokens;
      const needed = estimateTokens(request) + request.maxOutputTokens;
      while (tokens < needed) tokens *= 2;
      remember(picked, model, tokens);
      return Math.min(tokens, most.get(model) ?? tokens);
    },
    learn: (model, mostTokens) => remember(most, model, mostTokens),
  };
}

/** Bytes of a token at least, over languages and code: better too large a window than a cut prompt. */
const bytesPerToken = 3;
/** What a picture takes at most in the models that are common. */
const imageTokens = 1_500;

function estimateTokens(request: ModelRequest): number {
  let bytes = Buffer.byteLength(request.system);
  let images = 0;
  for (const message of request.messages) {
    bytes += Buffer.byteLength(message.text) + 16;
    if (message.role === 'assistant') bytes += byteLengthOf(message.toolCalls);
    else images += message.images?.length ?? 0;
  }
  if (request.tools.length > 0) bytes += byteLengthOf(request.tools);
  return Math.ceil(bytes / bytesPerToken) + images * imageTokens;
}

const byteLengthOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
