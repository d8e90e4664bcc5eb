import { z } from 'zod';
import { lazy } from '../../../../shared/lazy.ts';
import type { SearchProvider } from './search-provider.ts';

/** A SearXNG of the owner's, with `json` among its `search.formats` (docs.searxng.org/dev/search_api.html). */
export const searxng: SearchProvider = {
  baseUrl: undefined,
  ask: ({ text }) => ({
    path: `/search?${new URLSearchParams({ q: text, format: 'json' }).toString()}`,
    method: 'GET',
    headers: {},
  }),
  answer: lazy(() =>
    z
      .object({
        query: z.string(),
        results: z.array(
          z.object({
            title: z.string(),
            url: z.string(),
            content: z.string().nullish(),
            publishedDate: z.string().nullish(),
          }),
        ),
      })
      .transform(({ results }) =>
        results.map(({ title, url, content, publishedDate }) => ({
          ...{ title, url, snippet: content ?? '' },
          date: publishedDate ?? undefined,
        })),
      ),
  ),
  failure: lazy(() => z.object({ error: z.string() }).transform(({ error }) => error)),
};
