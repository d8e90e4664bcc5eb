import { limits } from '../../../shared/config/limits.ts';
import { isJsonObject, parseJson, readCount } from '../json-value.ts';
import type { Embeddings } from '../provider.ts';
import { estimateTokens } from '../usage-estimate.ts';
import { refuseAnswer, requestOnce, type Asking } from './request-once.ts';

/** Asks `POST /embeddings` (platform.openai.com/docs/api-reference/embeddings/create). */
export async function fetchEmbeddings(
  asking: Asking,
  texts: readonly string[],
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Embeddings> {
  const { failure } = asking;
  const body = JSON.stringify({ model: failure.model, input: texts, encoding_format: 'float' });
  const call = { method: 'POST', path: '/embeddings', body, accept: 'application/json' } as const;
  const bounds = { timeoutMs, maxBytes: limits.provider.eventChars };
  const answer = await requestOnce(asking, call, bounds, signal);
  if (answer.status !== 200) throw refuseAnswer(answer, asking);
  const found = readEmbeddings(parseJson(answer.text), texts);
  if (found) return found;
  const reason = 'this is not one embedding for each text';
  throw failure.make('PROVIDER_ANSWER_MALFORMED', { reason });
}

/** The entries say themselves which text they belong to. */
function readEmbeddings(value: unknown, texts: readonly string[]): Embeddings | undefined {
  if (!isJsonObject(value) || !Array.isArray(value['data'])) return undefined;
  const vectors = new Map<number, Float32Array>();
  for (const [place, entry] of value['data'].entries()) {
    if (!isJsonObject(entry) || !isNumbers(entry['embedding'])) return undefined;
    vectors.set(readCount(entry, 'index') ?? place, Float32Array.from(entry['embedding']));
  }
  const ordered = texts.flatMap((_, index) => vectors.get(index) ?? []);
  if (ordered.length !== texts.length) return undefined;
  const { usage } = value;
  const chars = texts.reduce((sum, text) => sum + text.length, 0);
  const counted = isJsonObject(usage) ? readCount(usage, 'prompt_tokens') : undefined;
  return { vectors: ordered, inputTokens: counted ?? estimateTokens(chars) };
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'number');
}
