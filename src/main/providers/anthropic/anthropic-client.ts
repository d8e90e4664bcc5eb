import Anthropic from '@anthropic-ai/sdk';
import type { Fetch } from '../sdk/guarded-fetch.ts';
import type { SdkTarget } from '../sdk/sdk-target.ts';

/** What the SDK needs as a key where a proxy wants none; it is not sent. */
const noKey = 'none';
/** Longer than any of our own limits, which come first. */
const timeoutMs = 24 * 60 * 60_000;

/**
 * A client for one request, so that the fetch in it knows whose it is. Making one costs some
 * microseconds. Retries and time limits are ours. The SDK adds `/v1` by itself; addresses in a
 * config end in it. A key is always given, else the SDK would look for one in the home directory.
 */
export function createAnthropicClient(target: SdkTarget, fetch: Fetch): Anthropic {
  const { baseUrl, query, apiKey } = target;
  return new Anthropic({
    apiKey: apiKey ?? noKey,
    webhookKey: null,
    baseURL: baseUrl.replace(/\/v1$/, ''),
    defaultQuery: { ...query },
    // Proxies of older days look for the key under its own name.
    defaultHeaders: apiKey === undefined ? { authorization: null } : { 'x-api-key': apiKey },
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    openTelemetry: false,
    fetch,
  });
}
