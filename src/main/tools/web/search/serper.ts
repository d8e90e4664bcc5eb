import { z } from 'zod';
import { lazy } from '../../../../shared/lazy.ts';
import type { SearchProvider } from './search-provider.ts';

/** Serper, Google results (serper.dev/playground). */
export const serper: SearchProvider = {
  baseUrl: 'https://google.serper.dev',
  keyVariable: 'SERPER_API_KEY',
  ask: ({ text, count, apiKey }) => ({
    path: '/search',
    method: 'POST',
    headers: { 'X-API-KEY': apiKey },
    body: JSON.stringify({ q: text, num: count }),
  }),
  answer: lazy(() =>
    z
      .object({
        searchParameters: z.object({ q: z.string() }),
        organic: z
          .array(
            z.object({
              title: z.string(),
              link: z.string(),
              snippet: z.string().optional(),
              date: z.string().optional(),
            }),
          )
          .default([]),
      })
      .transform(({ organic }) =>
        organic.map(({ title, link, snippet, date }) => ({
          ...{ title, url: link, date },
          snippet: snippet ?? '',
        })),
      ),
  ),
  failure: lazy(() => z.object({ message: z.string() }).transform(({ message }) => message)),
};
