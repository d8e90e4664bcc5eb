/** Remembers small things in the browser. What can't be read counts as absent. */
export interface Keeper {
  readonly read: (key: string) => unknown;
  /** Undefined forgets. */
  readonly write: (key: string, value: unknown) => void;
}

const prefix = 'openclaw.';

/**
 * @param storage the browser's storage; asked for at each use, since access alone may throw
 */
export function createKeeper(storage: () => Storage): Keeper {
  return {
    read(key) {
      try {
        const text = storage().getItem(prefix + key);
        return text === null ? undefined : (JSON.parse(text) as unknown);
      } catch {
        return undefined;
      }
    },
    write(key, value) {
      try {
        if (value === undefined) storage().removeItem(prefix + key);
        else storage().setItem(prefix + key, JSON.stringify(value));
      } catch {
        // Full or forbidden: nothing is remembered, everything else works.
      }
    },
  };
}
