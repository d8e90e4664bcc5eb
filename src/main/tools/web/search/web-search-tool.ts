import { z } from 'zod';
import { limits } from '../../../../shared/config/limits.ts';
import type { ToolsConfig } from '../../../../shared/config/tools.ts';
import type { AppError } from '../../../../shared/errors/index.ts';
import { toAppError } from '../../../../shared/errors/index.ts';
import { lazy } from '../../../../shared/lazy.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Tool } from '../../tool.ts';
import type { Resolver } from '../net-guard.ts';
import { wrapUntrusted } from '../untrusted.ts';
import { chooseSearch } from './choose-search.ts';
import type { SearchHit } from './search-provider.ts';

export interface WebSearchDeps {
  readonly clock: Clock;
  readonly config: () => ToolsConfig['search'];
  /** With what stands in `.env` of the state directory. */
  readonly env: () => Readonly<Record<string, string | undefined>>;
  readonly resolve?: Resolver | undefined;
}

const parameters = lazy(() =>
  z.strictObject({
    query: z
      .string()
      .trim()
      .min(1)
      .max(limits.web.searchQueryChars)
      .describe('What to look for, in a few words.'),
    count: z.int().min(1).max(limits.web.searchResults).default(5).describe('How many results.'),
  }),
);

/** Searches the web with the provider of the owner. */
export function createWebSearchTool({ clock, config, env, resolve }: WebSearchDeps): Tool {
  return {
    name: 'web_search',
    description:
      'Searches the web and returns titles, addresses and a few words of each result. Read a result with web_fetch.',
    parameters,
    isRepeatable: true,
    touches: ['web'],
    asks: 'never',
    timeoutMs: () => limits.web.searchMs + 5_000,
    problem: () => findProblem(config(), env()),
    async run(args, context) {
      const { query, count } = parameters().parse(args);
      const chosen = chooseSearch(config(), env());
      const { runSearch } = await import('./run-search.ts');
      const hits = await runSearch(chosen, query, count, { clock, resolve }, context.signal);
      if (hits.length === 0)
        return { text: `Nothing was found by ${chosen.name}.`, isError: false };
      return {
        text: wrapUntrusted(`a search by ${chosen.name}`, hits.map(describeHit).join('\n\n')),
        isError: false,
      };
    },
  };
}

function findProblem(
  config: ToolsConfig['search'],
  env: Readonly<Record<string, string | undefined>>,
): AppError | undefined {
  try {
    chooseSearch(config, env);
    return undefined;
  } catch (error) {
    return toAppError(error);
  }
}

function describeHit({ title, url, snippet, date }: SearchHit, index: number): string {
  const words = plain(snippet).slice(0, limits.web.snippetChars);
  const when = date === undefined ? '' : ` (${plain(date).slice(0, 40)})`;
  return [`${index + 1}. ${plain(title).slice(0, 300)}${when}`, url.slice(0, 2_000), words]
    .filter((line) => line !== '')
    .join('\n');
}

/** Providers mark words that fit with tags; a model needs none of that. */
function plain(text: string): string {
  return text
    .replace(/<\/?(strong|b|em|mark|span)[^<>]{0,100}>/gi, '')
    .replace(/&#x27;|&#39;|&apos;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
}
