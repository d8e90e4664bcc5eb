import { isLocal, toClientError } from '../transport/client-error.ts';

/** Asks for something that must happen once, with the key that says so. */
export type Repeatable = <T>(
  what: string,
  ask: (idempotencyKey: string) => Promise<T>,
) => Promise<T>;

/**
 * Whoever asks for the same again because the line broke, or nothing was heard, asks with the same
 * key: the gateway may have done it already.
 */
export function createRepeatable(newKey: () => string): Repeatable {
  let unsure: { readonly what: string; readonly key: string } | undefined;
  return async (what, ask) => {
    const key = unsure?.what === what ? unsure.key : newKey();
    unsure = undefined;
    try {
      return await ask(key);
    } catch (thrown) {
      if (isLocal(toClientError(thrown))) unsure = { what, key };
      throw thrown;
    }
  };
}
