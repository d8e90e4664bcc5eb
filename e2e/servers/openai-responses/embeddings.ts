import type { CreateEmbeddingResponse, Embedding } from 'openai/resources/embeddings';
import type { EmbeddingRequest } from './request-schema.ts';

type WireEmbedding = Omit<Embedding, 'embedding'> & { embedding: string | number[] };
type WireEmbeddings = Omit<CreateEmbeddingResponse, 'data'> & { data: WireEmbedding[] };

const DIMENSIONS = 8;

/** Points that depend on the letters of a text: the same for the same text, near for like ones. */
export function makeEmbeddings(request: EmbeddingRequest): WireEmbeddings {
  const texts = typeof request.input === 'string' ? [request.input] : request.input;
  const size = request.dimensions ?? DIMENSIONS;
  const data = texts.map((text, index): WireEmbedding => {
    const point = placeText(text, size);
    const embedding = request.encoding_format === 'base64' ? encode(point) : [...point];
    return { object: 'embedding', index, embedding };
  });
  const tokens = texts.reduce((sum, text) => sum + Math.ceil(text.length / 4), 0);
  const usage = { prompt_tokens: tokens, total_tokens: tokens };
  return { object: 'list', data, model: request.model, usage };
}

function placeText(text: string, size: number): Float32Array {
  const point = new Float32Array(size);
  for (const letter of text.toLowerCase()) {
    const place = (letter.codePointAt(0) ?? 0) % size;
    point[place] = (point[place] ?? 0) + 1;
  }
  const length = Math.hypot(...point) || 1;
  return point.map((value) => value / length);
}

const encode = (point: Float32Array): string => Buffer.from(point.buffer).toString('base64');
