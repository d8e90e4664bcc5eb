import OpenAI from 'openai';
import type { Fetch } from '../sdk/guarded-fetch.ts';
import type { SdkTarget } from '../sdk/sdk-target.ts';

/** What the SDK needs as a key where a proxy wants none; it is not sent. */
const noKey = 'none';
/** Longer than any of our own limits, which come first. */
const timeoutMs = 24 * 60 * 60_000;

/**
 * A client for one request, so that the fetch in it knows whose it is. Making one costs some
 * microseconds. Retries and time limits are ours; organisation and project come from the key.
 */
export function createOpenAiClient({ baseUrl, query, apiKey }: SdkTarget, fetch: Fetch): OpenAI {
  return new OpenAI({
    apiKey: apiKey ?? noKey,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    baseURL: baseUrl,
    defaultQuery: { ...query },
    defaultHeaders: apiKey === undefined ? { authorization: null } : {},
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    fetch,
  });
}
