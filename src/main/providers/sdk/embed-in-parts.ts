import { limits } from '../../../shared/config/limits.ts';
import type { FailureMaker } from '../openai-compatible/failure.ts';
import type { Embeddings } from '../provider.ts';
import { estimateTokens } from '../usage-estimate.ts';
import type { SdkFetch } from './sdk-fetch.ts';

/** What a vendor says of some texts, in their order. */
export interface EmbeddedTexts {
  readonly vectors: readonly (readonly number[] | undefined)[];
  /** Undefined where the vendor does not count. */
  readonly inputTokens: number | undefined;
}

/** Asks for some texts by the SDK. */
export type EmbedSome = (
  texts: readonly string[],
  fetch: SdkFetch,
  signal: AbortSignal,
) => Promise<EmbeddedTexts>;

/**
 * Asks for so many texts at a time as vendors take; the points of all of them come in order. `ask`
 * gets `read`, which throws PROVIDER_ANSWER_MALFORMED for an answer without a point for each text.
 */
export async function embedInParts(
  texts: readonly string[],
  ask: (
    some: readonly string[],
    read: (answer: EmbeddedTexts, failure: FailureMaker) => Embeddings,
  ) => Promise<Embeddings>,
): Promise<Embeddings> {
  const { embedTexts } = limits.provider;
  const vectors: Float32Array[] = [];
  let inputTokens = 0;
  for (let start = 0; start < texts.length; start += embedTexts) {
    const some = texts.slice(start, start + embedTexts);
    const part = await ask(some, (answer, failure) => readPart(some, answer, failure));
    vectors.push(...part.vectors);
    inputTokens += part.inputTokens;
  }
  return { vectors, inputTokens };
}

function readPart(
  texts: readonly string[],
  { vectors, inputTokens }: EmbeddedTexts,
  failure: FailureMaker,
): Embeddings {
  const usable = vectors.flatMap((vector) =>
    vector === undefined || vector.length === 0 ? [] : Float32Array.from(vector),
  );
  if (usable.length !== texts.length || vectors.length !== texts.length) {
    const reason = 'it has not one list of numbers for each text';
    throw failure.make('PROVIDER_ANSWER_MALFORMED', { reason });
  }
  const chars = texts.reduce((sum, text) => sum + text.length, 0);
  return { vectors: usable, inputTokens: inputTokens ?? estimateTokens(chars) };
}
