import { AppError, type AppErrorOptions, type ErrorCode } from '../../../shared/errors/index.ts';
import type { ErrorValues } from '../../../shared/errors/index.ts';

/** Makes the errors of one request; each names the provider, the model and the place in the config. */
export interface FailureMaker {
  readonly model: string;
  make(code: ErrorCode, values?: ErrorValues, options?: AppErrorOptions): AppError;
  /** Prepares a text of the other side for people: one line, short, without keys; ": text" or ".". */
  quote(text: string | undefined): string;
}

const quotedChars = 300;
// What keys of well-known providers look like, also when half of them is shown as stars.
const keyLike = /\b(?:sk|pk|gsk|xai|key|org)[-_][\w*.-]{6,}|\bAIza[\w*-]{6,}|\bBearer\s+\S+/gi;

/** @param apiKey what must never be seen in a message. */
export function createFailureMaker(
  provider: string,
  model: string,
  address: string,
  apiKey: string | undefined,
): FailureMaker {
  const place = { path: `models.providers.${provider}` };
  return {
    model,
    make: (code, values, options) =>
      new AppError(code, { provider, model, address, ...values }, { place, ...options }),
    quote(text) {
      if (text === undefined) return '.';
      const hidden = apiKey ? text.replaceAll(apiKey, '***') : text;
      const clean = hidden.replace(keyLike, '***').replace(/\s+/g, ' ').trim();
      if (clean === '') return '.';
      return `: ${clean.length > quotedChars ? `${clean.slice(0, quotedChars)}…` : clean}`;
    },
  };
}
