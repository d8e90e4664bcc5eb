import { z } from 'zod';
import { limits } from '../../../shared/config/limits.ts';
import { lazy } from '../../../shared/lazy.ts';
import type { HostFunction } from '../../sandbox/sandbox.ts';
import type { ValueStore } from './value-store.ts';
import { parseCall } from './parse-call.ts';

const key = lazy(() => z.string().min(1).max(limits.extensions.storeKeyChars));
const keyArgs = lazy(() => z.strictObject({ key: key() }));
const setArgs = lazy(() => z.strictObject({ key: key(), value: z.unknown().optional() }));

/** The functions for the values an extension keeps; they need no permission. */
export function createHostValues(store: ValueStore): Readonly<Record<string, HostFunction>> {
  return {
    getValue: async (args) =>
      (await store.get(parseCall('store.get', keyArgs(), args).key)) ?? null,
    async setValue(args) {
      const parsed = parseCall('store.set', setArgs(), args);
      await store.set(parsed.key, parsed.value);
      return null;
    },
    async deleteValue(args) {
      await store.delete(parseCall('store.delete', keyArgs(), args).key);
      return null;
    },
    listValues: async () => [...(await store.keys())],
  };
}
