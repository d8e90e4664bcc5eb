import { limits } from '../../../shared/config/limits.ts';
import { isJsonObject, parseJson, readCount, readText } from '../json-value.ts';
import type { ModelInfo } from '../provider.ts';
import { refuseAnswer, requestOnce, type Asking } from './request-once.ts';

/** Asks `GET /models`. Undefined when the server has no such list. */
export async function fetchModels(
  asking: Asking,
  signal: AbortSignal,
): Promise<readonly ModelInfo[] | undefined> {
  const call = { method: 'GET', path: '/models', accept: 'application/json' } as const;
  const { modelListMs: timeoutMs, modelListBytes: maxBytes } = limits.provider;
  const answer = await requestOnce(asking, call, { timeoutMs, maxBytes }, signal);
  const { status } = answer;
  if (status === 404 || status === 405 || status === 501) return undefined;
  if (status !== 200) throw refuseAnswer(answer, asking);
  const models = readModelList(parseJson(answer.text));
  if (models) return models;
  const reason = 'this is no list of models';
  throw asking.failure.make('PROVIDER_ANSWER_MALFORMED', { reason });
}

/** Reads `{data: [{id}]}`, `{models: [{name}]}` or a bare list; undefined for anything else. */
export function readModelList(value: unknown): readonly ModelInfo[] | undefined {
  const list = isJsonObject(value) ? (value['data'] ?? value['models']) : value;
  if (!Array.isArray(list)) return undefined;
  const models: ModelInfo[] = [];
  for (const entry of list.slice(0, limits.provider.modelListEntries)) {
    if (!isJsonObject(entry)) continue;
    const id = readText(entry, 'id') ?? readText(entry, 'name');
    if (id !== undefined) models.push({ id, contextWindow: readContextWindow(entry) });
  }
  return models;
}

/** The names that OpenRouter, Groq, vLLM and Mistral have for it. */
function readContextWindow(entry: Readonly<Record<string, unknown>>): number | undefined {
  const names = ['context_length', 'context_window', 'max_model_len', 'max_context_length'];
  for (const name of names) {
    const count = readCount(entry, name);
    if (count !== undefined && count > 0) return count;
  }
  return undefined;
}
