import { z } from 'zod';
import { startLocalServer, type LocalServer, type SeenRequest } from './local-server.ts';

/*
 * The search services as their documentation shows them: where they listen, how a key is sent, which
 * parameters they know, and the whole of an answer, also what we do not read.
 */
interface SearchAnswers {
  /** The query, when the request is one they would take; else what they would say. */
  read(request: SeenRequest, key: string): string | { status: number; body: unknown };
  found(query: string): unknown;
  none(query: string): unknown;
  /** What they say to a wrong key. */
  readonly refusal: string;
}

const hits = [
  ['Green tea &amp; time', 'https://tea.example/green', 'Steep for <strong>two</strong> minutes.'],
  ['Second', 'https://two.example/', 'Two'],
  ['Third', 'https://three.example/', 'Three'],
  ['Fourth', 'https://four.example/', 'Four'],
] as const;

const plainHits = hits.map(
  ([title, url, text]) =>
    [title.replace('&amp;', '&'), url, text.replace(/<\/?strong>/g, '')] as const,
);

const tavilyBody = z.strictObject({
  query: z.string(),
  max_results: z.int().min(0).max(20),
  search_depth: z.enum(['basic', 'advanced']),
});
const serperBody = z.strictObject({ q: z.string(), num: z.int() });

export const searchAnswers: Readonly<
  Record<'brave' | 'tavily' | 'serper' | 'searxng', SearchAnswers>
> = {
  brave: {
    refusal: 'The provided subscription token is invalid.',
    read({ url, method, headers }, key) {
      const { pathname, searchParams } = new URL(url, 'http://x');
      if (headers['x-subscription-token'] !== key)
        return {
          status: 422,
          body: {
            type: 'ErrorResponse',
            error: {
              id: 'e1',
              status: 422,
              code: 'SUBSCRIPTION_TOKEN_INVALID',
              detail: this.refusal,
              meta: { component: 'authentication' },
            },
            time: 1,
          },
        };
      const isFine =
        method === 'GET' && pathname === '/res/v1/web/search' && searchParams.has('count');
      return isFine ? (searchParams.get('q') ?? '') : { status: 404, body: {} };
    },
    found: (query) => ({
      type: 'search',
      query: { original: query, more_results_available: true, show_strict_warning: false },
      mixed: { type: 'mixed', main: [{ type: 'web', index: 0, all: false }] },
      web: {
        type: 'search',
        family_friendly: true,
        results: hits.map(([title, url, description]) => ({
          ...{ title, url, description },
          type: 'search_result',
          subtype: 'generic',
          is_source_local: false,
          language: 'en',
          age: 'March 4, 2026',
          page_age: '2026-03-04T00:00:00',
          meta_url: { scheme: 'https', netloc: 'tea.example', path: '' },
        })),
      },
    }),
    none: (query) => ({ type: 'search', query: { original: query } }),
  },
  tavily: {
    refusal: 'Unauthorized: missing or invalid API key.',
    read({ url, method, headers, body }, key) {
      if (headers.authorization !== `Bearer ${key}`)
        return { status: 401, body: { detail: { error: this.refusal } } };
      const parsed = tavilyBody.safeParse(JSON.parse(body));
      if (method !== 'POST' || url !== '/search' || !parsed.success)
        return { status: 422, body: { detail: 'unprocessable' } };
      return parsed.data.query;
    },
    found: (query) => ({
      query,
      follow_up_questions: null,
      answer: null,
      images: [],
      results: plainHits.map(([title, url, content]) => ({
        ...{ title, url, content },
        score: 0.9,
        raw_content: null,
      })),
      response_time: 1.1,
      request_id: 'r1',
    }),
    none: (query) => ({ query, answer: null, images: [], results: [], response_time: 0.4 }),
  },
  serper: {
    refusal: 'Unauthorized.',
    read({ url, method, headers, body }, key) {
      if (headers['x-api-key'] !== key)
        return { status: 403, body: { message: this.refusal, statusCode: 403 } };
      const parsed = serperBody.safeParse(JSON.parse(body));
      if (method !== 'POST' || url !== '/search' || !parsed.success)
        return { status: 400, body: { message: 'Bad request', statusCode: 400 } };
      return parsed.data.q;
    },
    found: (q) => ({
      searchParameters: { q, type: 'search', engine: 'google' },
      organic: plainHits.map(([title, link, snippet], index) => ({
        ...{ title, link, snippet },
        position: index + 1,
      })),
      relatedSearches: [{ query: 'black tea' }],
      credits: 1,
    }),
    none: (q) => ({
      searchParameters: { q, type: 'search', engine: 'google' },
      organic: [],
      credits: 1,
    }),
  },
  searxng: {
    // SearXNG has no key; what it refuses is the format, and it says so in HTML.
    refusal: '',
    read({ url, method }, key) {
      const { pathname, searchParams } = new URL(url, 'http://x');
      if (key === 'another-key') return { status: 403, body: '<title>403 Forbidden</title>' };
      const isFine =
        method === 'GET' && pathname === '/search' && searchParams.get('format') === 'json';
      return isFine ? (searchParams.get('q') ?? '') : { status: 400, body: '' };
    },
    found: (query) => ({
      query,
      number_of_results: 0,
      results: plainHits.map(([title, url, content]) => ({
        ...{ title, url, content },
        publishedDate: null,
        thumbnail: null,
        engine: 'mojeek',
        template: 'default.html',
        parsed_url: ['https', 'tea.example', '/green', '', '', ''],
        engines: ['mojeek'],
        positions: [1],
        score: 1,
        category: 'general',
      })),
      answers: [],
      corrections: [],
      infoboxes: [],
      suggestions: [],
      unresponsive_engines: [['google', 'timeout']],
    }),
    none: (query) => ({ query, number_of_results: 0, results: [], answers: [] }),
  },
};

/** One of the services on 127.0.0.1; it knows this key, and finds nothing for "nothing". */
export function startSearchServer(
  provider: keyof typeof searchAnswers,
  key: string,
): Promise<LocalServer> {
  const service = searchAnswers[provider];
  return startLocalServer((request, response) => {
    const read = service.read(request, key);
    const status = typeof read === 'string' ? 200 : read.status;
    const body =
      typeof read !== 'string'
        ? read.body
        : read === 'nothing'
          ? service.none(read)
          : service.found(read);
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
}
