import { AppError } from '../../../shared/errors/index.ts';
import { createFailureMaker, type FailureMaker } from '../openai-compatible/failure.ts';
import type { ProviderDeps } from '../provider.ts';

/** Where a vendor's SDK asks, and as whom. */
export interface SdkTarget {
  /** Without a slash at the end; as it is given to the SDK. */
  readonly baseUrl: string;
  readonly query: Readonly<Record<string, string>>;
  /** Undefined for a proxy that wants none. */
  readonly apiKey: string | undefined;
  /** Errors of one request; `model` may also name what else was asked for. */
  failures(model: string): FailureMaker;
  /** Throws PROVIDER_KEY_UNUSABLE for a key that no header can hold. */
  checkKey(failure: FailureMaker): void;
}

// Everything else fetch refuses in a header, with the key in its message.
const sendable = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;

/** Throws PROVIDER_ADDRESS_MISSING or PROVIDER_ADDRESS_INVALID. */
export function createSdkTarget({ id, config }: ProviderDeps): SdkTarget {
  const options = { place: { path: `models.providers.${id}.baseUrl` } };
  const refuse = (reason: string): AppError =>
    new AppError('PROVIDER_ADDRESS_INVALID', { provider: id, reason }, options);
  if (config.baseUrl === undefined) {
    throw new AppError('PROVIDER_ADDRESS_MISSING', { provider: id }, options);
  }
  if (!URL.canParse(config.baseUrl)) throw refuse('it is no address');
  const url = new URL(config.baseUrl);
  if (!/^https?:$/.test(url.protocol)) throw refuse('neither http nor https');
  if (url.username !== '') throw refuse('a user name cannot be sent beside the key');
  const address = `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  const trimmed = config.apiKey?.trim();
  const apiKey = trimmed === '' ? undefined : trimmed;
  return {
    baseUrl: address,
    query: Object.fromEntries(url.searchParams),
    apiKey,
    failures: (model) => createFailureMaker(id, model, address, apiKey),
    checkKey(failure) {
      if (apiKey !== undefined && !sendable.test(apiKey))
        throw failure.make('PROVIDER_KEY_UNUSABLE');
    },
  };
}
