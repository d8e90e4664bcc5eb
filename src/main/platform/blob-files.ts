import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from './ids.ts';

/** Files by their content: what people send and tools make. A name is the SHA-256 of the bytes. */
export interface BlobFiles {
  /** Stores bytes once, however often they come. Resolves with their name when they are on disk. */
  put(data: Uint8Array): Promise<string>;
  /** Whether they are there; they count as new from now on. */
  has(hash: string): Promise<boolean>;
  /** Undefined when they are not there any more. */
  get(hash: string): Promise<Buffer | undefined>;
  /** Every file with its size; those that are still being written are not among them. */
  list(): Promise<readonly { readonly hash: string; readonly sizeBytes: number }[]>;
  remove(hash: string): Promise<void>;
  /**
   * Removes files that were last written before a moment (UTC milliseconds) and that nobody needs.
   * @returns how many
   */
  prune(before: number, isNeeded: (hash: string) => boolean): Promise<number>;
}

const namePattern = /^[0-9a-f]{64}$/;

/** Keeps files below a folder, which is made with the first of them. */
export function createBlobFiles(folder: string): BlobFiles {
  const placeOf = (hash: string): { dir: string; path: string } => {
    const dir = join(folder, hash.slice(0, 2));
    return { dir, path: join(dir, hash) };
  };
  return {
    async put(data) {
      const hash = createHash('sha256').update(data).digest('hex');
      const { dir, path } = placeOf(hash);
      if (await touch(path)) return hash;
      await mkdir(dir, { recursive: true, mode: 0o700 });
      const draft = join(dir, `.${newId()}`);
      // Synced before it has its name: a name that exists stands for whole bytes.
      await writeFile(draft, data, { mode: 0o600, flush: true });
      await rename(draft, path);
      return hash;
    },
    has: async (hash) => namePattern.test(hash) && (await touch(placeOf(hash).path)),
    async get(hash) {
      if (!namePattern.test(hash)) return undefined;
      try {
        return await readFile(placeOf(hash).path);
      } catch {
        return undefined;
      }
    },
    async list() {
      const files = (await listFiles(folder)).filter(({ hash }) => namePattern.test(hash));
      return Promise.all(
        files.map(async ({ hash, path }) => ({ hash, sizeBytes: (await stat(path)).size })),
      );
    },
    async remove(hash) {
      if (namePattern.test(hash)) await rm(placeOf(hash).path, { force: true });
    },
    async prune(before, isNeeded) {
      let removed = 0;
      for (const { path, hash } of await listFiles(folder)) {
        const { mtimeMs } = await stat(path);
        if (mtimeMs >= before || (namePattern.test(hash) && isNeeded(hash))) continue;
        await rm(path, { force: true });
        removed += 1;
      }
      return removed;
    },
  };
}

async function listFiles(folder: string): Promise<{ path: string; hash: string }[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => ({ path: join(entry.parentPath, entry.name), hash: entry.name }));
  } catch {
    // Nobody has sent a file yet.
    return [];
  }
}

/** Makes a file that is there young again, so that it is not removed before its new message is. */
async function touch(path: string): Promise<boolean> {
  try {
    const now = new Date();
    await utimes(path, now, now);
    return true;
  } catch {
    return false;
  }
}
