import type { z } from 'zod';

/** One hit, whoever found it. */
export interface SearchHit {
  readonly title: string;
  readonly url: string;
  readonly snippet: string;
  /** As the provider says it. */
  readonly date?: string | undefined;
}

/** One question to a provider. */
export interface SearchQuery {
  readonly text: string;
  readonly count: number;
  readonly apiKey: string;
}

export interface SearchRequest {
  /** Below the base address, with its parameters. */
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/** How one provider is asked, and what its answers look like. Pure: others do the talking. */
export interface SearchProvider {
  readonly baseUrl: string | undefined;
  /** The variable in which its key usually is; absent where it needs none. */
  readonly keyVariable?: string;
  ask(query: SearchQuery): SearchRequest;
  /** What is used of an answer; anything else may change without notice. */
  readonly answer: () => z.ZodType<readonly SearchHit[]>;
  /** The reason out of an answer that is an error. */
  readonly failure: () => z.ZodType<string>;
}
