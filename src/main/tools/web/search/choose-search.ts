import { searchProviders, type ToolsConfig } from '../../../../shared/config/tools.ts';
import { AppError } from '../../../../shared/errors/index.ts';
import { brave } from './brave.ts';
import type { SearchProvider } from './search-provider.ts';
import { searxng } from './searxng.ts';
import { serper } from './serper.ts';
import { tavily } from './tavily.ts';

type ProviderName = (typeof searchProviders)[number];

/** All providers, in the order in which their keys are looked for. */
export const searchFamilies: Readonly<Record<ProviderName, SearchProvider>> = {
  brave,
  tavily,
  serper,
  searxng,
};

/** Whom to ask, and with which key. */
export interface ChosenSearch {
  readonly name: ProviderName;
  readonly provider: SearchProvider;
  readonly baseUrl: string;
  readonly apiKey: string;
}

/**
 * Finds out who searches: the configured provider, else a SearXNG when only an address is given,
 * else the first whose key is in the environment.
 *
 * @throws AppError SEARCH_NO_KEY, SEARCH_KEY_MISSING or SEARCH_NO_ADDRESS
 */
export function chooseSearch(
  config: ToolsConfig['search'],
  env: Readonly<Record<string, string | undefined>>,
): ChosenSearch {
  const keyOf = (name: ProviderName): string => env[searchFamilies[name].keyVariable ?? ''] ?? '';
  // An address alone never gets a key that happens to lie about.
  const byAddress = config.baseUrl === undefined ? undefined : 'searxng';
  const name = config.provider ?? byAddress ?? searchProviders.find((one) => keyOf(one) !== '');
  if (name === undefined) throw new AppError('SEARCH_NO_KEY');
  const provider = searchFamilies[name];
  const baseUrl = config.baseUrl ?? provider.baseUrl;
  if (baseUrl === undefined) throw new AppError('SEARCH_NO_ADDRESS');
  const apiKey = config.apiKey ?? keyOf(name);
  if (provider.keyVariable !== undefined && apiKey === '')
    throw new AppError('SEARCH_KEY_MISSING', { provider: name, variable: provider.keyVariable });
  return { name, provider, baseUrl: baseUrl.replace(/\/+$/, ''), apiKey };
}
