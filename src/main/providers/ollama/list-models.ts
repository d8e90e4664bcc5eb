import type { Ollama, ShowResponse } from 'ollama/browser';
import { limits } from '../../../shared/config/limits.ts';
import { isJsonObject, readCount } from '../json-value.ts';
import type { ModelInfo } from '../provider.ts';

/** Lists what is pulled, and asks of each model what it takes and can. */
export async function listOllamaModels(library: Ollama): Promise<readonly ModelInfo[]> {
  const { models } = await library.list();
  const names = models.map((model) => model.name).slice(0, limits.provider.modelListEntries);
  const found: ModelInfo[] = [];
  // Beyond these only names are listed: each costs a question.
  const shown = names.slice(0, limits.provider.ollamaModels);
  for (let start = 0; start < shown.length; start += questionsAtOnce) {
    const some = shown.slice(start, start + questionsAtOnce);
    found.push(...(await Promise.all(some.map((name) => describe(library, name)))));
  }
  return [...found, ...names.slice(shown.length).map((id) => ({ id }))];
}

const questionsAtOnce = 4;

async function describe(library: Ollama, name: string): Promise<ModelInfo> {
  try {
    return { id: name, ...readShown(await library.show({ model: name })) };
  } catch {
    // It may have been removed meanwhile; the list is worth more than one description.
    return { id: name };
  }
}

function readShown({
  model_info: info,
  capabilities,
}: Partial<ShowResponse>): Omit<ModelInfo, 'id'> {
  const can = (what: string): boolean => capabilities?.includes(what) === true;
  return {
    contextWindow: readContextLength(info),
    ...(capabilities === undefined
      ? {}
      : {
          supportsTools: can('tools'),
          supportsImages: can('vision'),
          supportsThinking: can('thinking'),
        }),
  };
}

/** It stands under the name of the architecture, such as `llama.context_length`. */
function readContextLength(info: unknown): number | undefined {
  if (!isJsonObject(info)) return undefined;
  const key = Object.keys(info).find((name) => name.endsWith('.context_length'));
  const count = key === undefined ? undefined : readCount(info, key);
  return count === 0 ? undefined : count;
}
