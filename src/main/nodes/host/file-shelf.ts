import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { limits } from '../../../shared/config/limits.ts';
import { AppError } from '../../../shared/errors/index.ts';
import { createBlobFiles } from '../../platform/blob-files.ts';
import { killPoint } from '../../platform/kill-points.ts';

/** Files of messages that the gateway has not taken yet, in a folder beside the spool. */
export interface FileShelf {
  /**
   * Resolves with the file's name, the SHA-256 of its bytes, when it is on disk.
   * @throws AppError FILE_SPOOL_FULL, or what the disk says
   */
  keep(data: Uint8Array): Promise<string>;
  /** Undefined when it is not here, or not any more. */
  read(hash: string): Promise<Buffer | undefined>;
  drop(hashes: readonly string[]): Promise<void>;
}

/** The most the shelf may hold; for tests smaller than `limits.node`. */
export interface FileShelfBounds {
  readonly files: number;
  readonly bytes: number;
}

const usualBounds: FileShelfBounds = {
  files: limits.node.spoolFiles,
  bytes: limits.node.spoolFileBytes,
};

/**
 * Makes the shelf in the directory of a node. Nothing is read before its first use; what a crash
 * has left there and no message on the spool names is removed then.
 */
export function createFileShelf(
  dir: string,
  listNeeded: () => ReadonlySet<string>,
  bounds: FileShelfBounds = usualBounds,
): FileShelf {
  const files = createBlobFiles(join(dir, 'files'));
  let opening: Promise<Map<string, number>> | undefined;

  async function open(): Promise<Map<string, number>> {
    const needed = listNeeded();
    await files.prune(Infinity, (hash) => needed.has(hash));
    return new Map((await files.list()).map(({ hash, sizeBytes }) => [hash, sizeBytes]));
  }
  const opened = (): Promise<Map<string, number>> =>
    (opening ??= open().catch((error: unknown) => {
      opening = undefined;
      throw error;
    }));

  return {
    async keep(data) {
      const sizes = await opened();
      const hash = createHash('sha256').update(data).digest('hex');
      const isNew = !sizes.has(hash);
      if (isNew) {
        const heldBytes = [...sizes.values()].reduce((sum, sizeBytes) => sum + sizeBytes, 0);
        if (sizes.size >= bounds.files || heldBytes + data.byteLength > bounds.bytes)
          throw new AppError('FILE_SPOOL_FULL', { count: sizes.size });
        sizes.set(hash, data.byteLength);
      }
      try {
        await files.put(data);
      } catch (error) {
        if (isNew) sizes.delete(hash);
        throw error;
      }
      killPoint('picture.after-keep');
      return hash;
    },
    async read(hash) {
      await opened();
      return files.get(hash);
    },
    async drop(hashes) {
      const sizes = await opened();
      for (const hash of hashes) {
        sizes.delete(hash);
        await files.remove(hash);
      }
    },
  };
}
