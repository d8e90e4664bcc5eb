import { GoogleGenAI } from '@google/genai';
import { noKey } from '../sdk/create-carrier.ts';
import { eventStream, type Vendor } from '../sdk/vendor.ts';
import { explainGoogle, makeGoogleError } from './google-error.ts';

/** Where Gemini is, with the version of its API that has thoughts and JSON Schema for tools. */
export const googleUrl = 'https://generativelanguage.googleapis.com/v1beta';

/** What Gemini has of its own below its library. */
export const google: Vendor = {
  stream: eventStream,
  headers: (apiKey): Readonly<Record<string, string>> =>
    apiKey === undefined ? {} : { 'x-goog-api-key': apiKey },
  refuse: makeGoogleError,
  explain: explainGoogle,
};

/**
 * Google's library; each request brings its own fetch. What is given here the library would else
 * read from the environment.
 */
export function createGoogleClient(address: string): GoogleGenAI {
  // An address may or may not name the version, as those of other providers do.
  const hasVersion = /\/v\d\w*$/.test(address);
  return new GoogleGenAI({
    apiKey: noKey,
    enterprise: false,
    httpOptions: { baseUrl: address, apiVersion: hasVersion ? '' : 'v1beta' },
  });
}
