import type { ProviderConfig } from '../../../shared/config/models.ts';
import { AppError } from '../../../shared/errors/index.ts';
import { createHttpTarget, type HttpTarget } from './http-target.ts';

/** The key of a provider; a key that was read from a file often brings its line end along. */
export function readApiKey(config: Pick<ProviderConfig, 'apiKey'>): string | undefined {
  const apiKey = config.apiKey?.trim();
  return apiKey === '' ? undefined : apiKey;
}

/**
 * Makes the target of a provider. Throws PROVIDER_ADDRESS_MISSING or PROVIDER_ADDRESS_INVALID.
 * @param bearer the key, where it is sent as `authorization: Bearer`.
 */
export function createTarget(
  provider: string,
  baseUrl: string | undefined,
  bearer: string | undefined,
): HttpTarget {
  const options = { place: { path: `models.providers.${provider}.baseUrl` } };
  if (baseUrl === undefined) throw new AppError('PROVIDER_ADDRESS_MISSING', { provider }, options);
  try {
    return createHttpTarget(baseUrl, bearer);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('PROVIDER_ADDRESS_INVALID', { provider, reason }, options);
  }
}
