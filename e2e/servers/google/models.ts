import { behaviours } from '../model-core/control-contract.ts';
import type { WireModel } from './wire.ts';

const answering = ['generateContent', 'countTokens'];

const real: readonly WireModel[] = [
  makeModel('gemini-3-flash-preview', 1_048_576, answering, { thinking: true }),
  makeModel('gemini-2.5-flash', 1_048_576, answering, { thinking: true }),
  makeModel('gemini-2.0-flash', 1_048_576, answering),
  makeModel('gemma-3-27b-it', 131_072, answering),
  makeModel('gemini-embedding-001', 2_048, ['embedContent']),
  makeModel('imagen-4.0-generate-001', 480, ['predict']),
];
const all = [...real, ...behaviours.map((name) => makeModel(name, 32_768, answering))];

/** The most models of one page. */
const pageSize = 20;

/** Answers `GET /models`, in pages. */
export function listModels(params: URLSearchParams): {
  models: WireModel[];
  nextPageToken?: string;
} {
  const start = Number(params.get('pageToken') ?? 0);
  const end = start + Math.min(pageSize, Number(params.get('pageSize') ?? 50));
  const models = all.slice(start, end);
  return end < all.length ? { models, nextPageToken: String(end) } : { models };
}

/** Whether a name is that of a model people use. */
export function isKnownModel(model: string): boolean {
  return real.some(({ name }) => name === `models/${model}`);
}

function makeModel(
  id: string,
  inputTokenLimit: number,
  supportedGenerationMethods: string[],
  more: Partial<WireModel> = {},
): WireModel {
  const limits = { inputTokenLimit, outputTokenLimit: 65_536 };
  return {
    name: `models/${id}`,
    displayName: id,
    version: '001',
    ...limits,
    supportedGenerationMethods,
    ...more,
  };
}
