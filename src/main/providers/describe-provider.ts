import type { ProviderHealth, ProviderOverview } from './model-registry-types.ts';
import type { ProviderEntry } from './provider-catalogue.ts';

/** How a provider does, in one row. @param health undefined while nobody has used it. */
export function describeProvider(
  entry: ProviderEntry,
  health: ProviderHealth | undefined,
): ProviderOverview {
  const { id, config, isConfigured } = entry;
  const error = health?.lastError;
  return {
    id,
    api: config.api,
    isConfigured,
    state: findState(entry, health),
    ...(error ? { error: { code: error.code, message: error.message, hint: error.hint } } : {}),
    cooldowns: (health?.cooldowns ?? []).map(({ model, untilMs }) => ({ model, until: untilMs })),
  };
}

function findState(
  { lacksKey }: ProviderEntry,
  health: ProviderHealth | undefined,
): ProviderOverview['state'] {
  if (lacksKey) return 'missing-auth';
  if (!health) return 'unused';
  if (health.cooldowns.length > 0) return 'cooldown';
  return health.lastError ? 'failing' : 'ok';
}
