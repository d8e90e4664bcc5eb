import Anthropic from '@anthropic-ai/sdk';
import { noKey } from '../sdk/create-carrier.ts';
import type { SdkFetch } from '../sdk/sdk-fetch.ts';

/** Longer than any of our own limits, which come first. */
const timeoutMs = 24 * 60 * 60_000;

/** The version of the API that this SDK speaks; a test holds it against the SDK's own. */
export const anthropicVersion = '2026-10-21';

/**
 * A client for one request, so that the fetch in it knows whose it is. Making one costs some
 * microseconds. Retries and time limits are ours, and so are the headers. The SDK adds `/v1` by
 * itself; addresses in a config end in it. A key is always given, else the SDK would look for one
 * in the environment and the home directory.
 */
export function createAnthropicClient(address: string, fetch: SdkFetch): Anthropic {
  return new Anthropic({
    apiKey: noKey,
    webhookKey: null,
    baseURL: address.replace(/\/v1$/, ''),
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    openTelemetry: false,
    fetch,
  });
}
