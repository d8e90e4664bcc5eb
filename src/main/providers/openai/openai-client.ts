import OpenAI from 'openai';
import { noKey } from '../sdk/create-carrier.ts';
import type { SdkFetch } from '../sdk/sdk-fetch.ts';

/** Longer than any of our own limits, which come first. */
const timeoutMs = 24 * 60 * 60_000;

/**
 * A client for one request, so that the fetch in it knows whose it is. Making one costs some
 * microseconds. Retries and time limits are ours, and so are the headers. What is null here the SDK
 * would read from the environment.
 */
export function createOpenAiClient(address: string, fetch: SdkFetch): OpenAI {
  return new OpenAI({
    apiKey: noKey,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    baseURL: address,
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    fetch,
  });
}
