import { z } from 'zod';
import { lazy } from '../../../../shared/lazy.ts';
import type { SearchProvider } from './search-provider.ts';

/** Tavily, "POST /search" (docs.tavily.com). */
export const tavily: SearchProvider = {
  baseUrl: 'https://api.tavily.com',
  keyVariable: 'TAVILY_API_KEY',
  ask: ({ text, count, apiKey }) => ({
    path: '/search',
    method: 'POST',
    headers: { Authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({ query: text, max_results: count, search_depth: 'basic' }),
  }),
  answer: lazy(() =>
    z
      .object({
        results: z.array(
          z.object({
            title: z.string(),
            url: z.string(),
            content: z.string(),
            published_date: z.string().nullish(),
          }),
        ),
      })
      .transform(({ results }) =>
        results.map(({ title, url, content, published_date }) => ({
          ...{ title, url, snippet: content },
          date: published_date ?? undefined,
        })),
      ),
  ),
  failure: lazy(() =>
    z
      .object({ detail: z.union([z.string(), z.object({ error: z.string() })]) })
      .transform(({ detail }) => (typeof detail === 'string' ? detail : detail.error)),
  ),
};
