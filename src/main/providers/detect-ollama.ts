import { limits } from '../../shared/config/limits.ts';
import type { Clock } from '../platform/clock.ts';
import { isJsonObject, parseJson } from './json-value.ts';
import { createHttpTarget } from './openai-compatible/http-target.ts';
import { readModelList } from './openai-compatible/list-models.ts';
import { readBounded } from './openai-compatible/read-bounded.ts';

/**
 * Asks a local Ollama for its models (`GET /api/tags`). Undefined when none answers within 300 ms,
 * or something else does; never rejects.
 */
export function detectOllamaModels(
  ollamaUrl: string,
  clock: Clock,
): Promise<readonly string[] | undefined> {
  return new Promise((resolve) => {
    const target = createHttpTarget(ollamaUrl, undefined);
    const call = { method: 'GET', path: '/api/tags', accept: 'application/json' } as const;
    const request = target.open(call, (response) => {
      readBounded(response, limits.provider.modelListBytes, (text, isWhole) => {
        settle(isWhole && response.statusCode === 200 ? readTags(text) : undefined);
      });
    });
    const timer = clock.after(limits.provider.ollamaMs, () => settle(undefined), { unref: true });
    const settle = (names: readonly string[] | undefined): void => {
      timer.cancel();
      request.destroy();
      target.close();
      resolve(names);
    };
    request.on('error', () => settle(undefined));
  });
}

function readTags(text: string): readonly string[] | undefined {
  const value = parseJson(text);
  if (!isJsonObject(value) || !Array.isArray(value['models'])) return undefined;
  return readModelList(value)?.map((model) => model.id);
}
