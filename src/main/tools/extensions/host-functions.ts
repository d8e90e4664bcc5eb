import { join } from 'node:path';
import type { Config } from '../../../shared/config/schema.ts';
import { createBoundedMap } from '../../platform/bounded-map.ts';
import type { Clock } from '../../platform/clock.ts';
import type { HostFunction } from '../../sandbox/sandbox.ts';
import type { Resolver } from '../web/net-guard.ts';
import { limits } from '../../../shared/config/limits.ts';
import { createHostFetch } from './host-fetch.ts';
import { createHostFiles } from './host-files.ts';
import { createHostValues } from './host-values.ts';
import type { Loaded } from './load-extension.ts';
import { createValueStore, type ValueStore } from './value-store.ts';

export interface HostFunctionsDeps {
  readonly stateDir: string;
  readonly clock: Clock;
  readonly config: () => Pick<Config, 'tools'>;
  readonly readSecret: (name: string) => string | undefined;
  readonly resolve?: Resolver | undefined;
}

/** What the code of extensions can reach. */
export interface HostFunctions {
  /** The functions of one extension, within what its manifest says. Whoever calls this saw the approval. */
  of(loaded: Loaded): Readonly<Record<string, HostFunction>>;
  /** Deletes what an extension kept. */
  forget(name: string): Promise<void>;
}

export function createHostFunctions(deps: HostFunctionsDeps): HostFunctions {
  const { stateDir, clock, readSecret, resolve } = deps;
  const stores = createBoundedMap<string, ValueStore>(limits.extensions.count);
  function storeOf(name: string): ValueStore {
    const known = stores.get(name);
    if (known) return known;
    const made = createValueStore(join(stateDir, 'extension-data', `${name}.json`));
    stores.set(name, made);
    return made;
  }
  return {
    of({ name, permissions }) {
      const { hosts, folders, secrets } = permissions;
      const { allowPrivate } = deps.config().tools.web;
      return {
        ...createHostValues(storeOf(name)),
        ...createHostFiles({ extension: name, folders, stateDir }),
        fetch: createHostFetch({
          ...{ extension: name, hosts, secrets, readSecret, allowPrivate, clock, resolve },
        }),
      };
    },
    forget: (name) => storeOf(name).clear(),
  };
}
