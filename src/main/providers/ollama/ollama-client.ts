// The library's other entry reads files whose names look like a picture's base64.
import { Ollama } from 'ollama/browser';
import type { SdkFetch } from '../sdk/sdk-fetch.ts';
import { makeBearer, type Vendor } from '../sdk/vendor.ts';
import { createLineCheck } from './check-lines.ts';
import { explainOllama, makeOllamaError, sayOllamaIsAway } from './ollama-error.ts';

/** Where Ollama listens unless it was told otherwise. */
export const ollamaUrl = 'http://127.0.0.1:11434';

/** What Ollama has of its own below its library. */
export const ollama: Vendor = {
  stream: {
    accept: 'application/x-ndjson',
    contentType: /^(?:application\/x-ndjson|application\/json|$)/,
    eventEnds: ['\n'],
    check: createLineCheck,
  },
  headers: makeBearer,
  refuse: makeOllamaError,
  reword: sayOllamaIsAway,
  explain: explainOllama,
};

/** Ollama's library; it has one client for each request, so that the fetch knows whose it is. */
export function createOllamaClient(address: string, fetch: SdkFetch): Ollama {
  return new Ollama({ host: address, fetch });
}
