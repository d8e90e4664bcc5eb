import { readFile, rm } from 'node:fs/promises';
import { z } from 'zod';
import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';
import { lazy } from '../../../shared/lazy.ts';
import { writePrivateFile } from '../../config/write-file.ts';

const values = lazy(() => z.record(z.string(), z.string()));

/** The little that an extension keeps from one call to the next. */
export interface ValueStore {
  get(key: string): Promise<unknown>;
  /** Throws EXTENSION_TOO_MUCH. On the disk when it resolves. */
  set(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<void>;
  keys(): Promise<readonly string[]>;
  /** Forgets everything. */
  clear(): Promise<void>;
}

/** Keeps values in one file; each change is written as a whole, one after the other. */
export function createValueStore(path: string): ValueStore {
  let loaded: Promise<Map<string, string>> | undefined;
  let lane: Promise<unknown> = Promise.resolve();

  const load = (): Promise<Map<string, string>> => (loaded ??= read(path));
  function change(edit: (draft: Map<string, string>) => void): Promise<void> {
    const done = lane.then(async () => {
      const draft = new Map(await load());
      edit(draft);
      checkSize(draft);
      await writePrivateFile(path, `${JSON.stringify(Object.fromEntries(draft))}\n`);
      loaded = Promise.resolve(draft);
    });
    lane = done.catch(() => undefined);
    return done;
  }

  return {
    async get(key) {
      const text = (await load()).get(key);
      return text === undefined ? undefined : (JSON.parse(text) as unknown);
    },
    set: (key, value) => change((draft) => void draft.set(key, JSON.stringify(value ?? null))),
    delete: (key) => change((draft) => void draft.delete(key)),
    keys: async () => [...(await load()).keys()],
    async clear() {
      await lane;
      loaded = Promise.resolve(new Map());
      await rm(path, { force: true });
    },
  };
}

function checkSize(draft: ReadonlyMap<string, string>): void {
  const { storeKeys, storeValueBytes, storeBytes } = limits.extensions;
  if (draft.size > storeKeys)
    throw new AppError('EXTENSION_TOO_MUCH', { what: 'The number of keys', limit: storeKeys });
  let total = 0;
  for (const [key, text] of draft) {
    const sizeBytes = Buffer.byteLength(text);
    if (sizeBytes > storeValueBytes)
      throw new AppError('EXTENSION_TOO_MUCH', {
        what: `The value of "${key.slice(0, 64)}"`,
        limit: `${storeValueBytes} bytes`,
      });
    total += sizeBytes + Buffer.byteLength(key);
  }
  if (total > storeBytes)
    throw new AppError('EXTENSION_TOO_MUCH', {
      what: 'All it keeps',
      limit: `${storeBytes} bytes`,
    });
}

/** A file that is damaged counts as empty: an extension must live with having forgotten. */
async function read(path: string): Promise<Map<string, string>> {
  try {
    return new Map(Object.entries(values().parse(JSON.parse(await readFile(path, 'utf8')))));
  } catch {
    return new Map();
  }
}
