import { z } from 'zod';
import { lazy } from '../../../../shared/lazy.ts';
import type { SearchProvider } from './search-provider.ts';

/** Brave Search API, "Web Search" (api-dashboard.search.brave.com/app/documentation). */
export const brave: SearchProvider = {
  baseUrl: 'https://api.search.brave.com',
  keyVariable: 'BRAVE_API_KEY',
  ask: ({ text, count, apiKey }) => ({
    path: `/res/v1/web/search?${new URLSearchParams({ q: text, count: String(count) }).toString()}`,
    method: 'GET',
    headers: { 'X-Subscription-Token': apiKey },
  }),
  answer: lazy(() =>
    z
      .object({
        type: z.literal('search'),
        // Left out when nothing was found.
        web: z
          .object({
            results: z.array(
              z.object({
                title: z.string(),
                url: z.string(),
                description: z.string().optional(),
                page_age: z.string().nullish(),
                age: z.string().nullish(),
              }),
            ),
          })
          .nullish(),
      })
      .transform(({ web }) =>
        (web?.results ?? []).map((hit) => ({
          title: hit.title,
          url: hit.url,
          snippet: hit.description ?? '',
          date: hit.page_age ?? hit.age ?? undefined,
        })),
      ),
  ),
  failure: lazy(() =>
    z
      .object({ error: z.object({ detail: z.string().optional(), code: z.string().optional() }) })
      .transform(({ error }) => error.detail ?? error.code ?? ''),
  ),
};
