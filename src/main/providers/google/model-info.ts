import type { Model } from '@google/genai';
import type { ModelInfo } from '../provider.ts';

/** What the list says of a model that can answer or embed; undefined for all others. */
export function readModelInfo(model: Model): ModelInfo | undefined {
  const { name = '', supportedActions = [], inputTokenLimit } = model;
  const id = name.replace(/^models\//, '');
  const canAnswer = supportedActions.includes('generateContent');
  const canEmbed = supportedActions.includes('embedContent');
  if (id === '' || (!canAnswer && !canEmbed)) return undefined;
  const isGemini = id.startsWith('gemini-');
  return {
    id,
    contextWindow: inputTokenLimit,
    // The list does not say so; all of Gemini but its embeddings and voices call functions.
    ...(canAnswer ? {} : { supportsTools: false }),
    ...(canAnswer && isGemini && !/-(?:tts|image)\b/.test(id) ? { supportsTools: true } : {}),
    ...(model.thinking === undefined ? {} : { supportsThinking: model.thinking }),
  };
}
