import { createHash } from 'node:crypto';
import { AppError } from '../../shared/errors/index.ts';
import type { ParsedParamsOf } from '../../shared/protocol/contract.ts';
import type { BlobFiles } from '../platform/blob-files.ts';
import type { Connection } from '../platform/connection.ts';
import { killPoint } from '../platform/kill-points.ts';

type Piece = ParsedParamsOf<'node.file'>;

/** Files on their way from hosts, which come before the messages that name them. */
export interface FileIntake {
  /**
   * Takes the next piece. Resolves with how many bytes are here; when that is all of them, they are
   * on disk. The same file may come any number of times.
   * @throws AppError FILE_BROKEN, or what the disk says
   */
  take(piece: Piece, connection: Connection): Promise<number>;
}

interface Unfinished {
  readonly hash: string;
  readonly bytes: Buffer;
  receivedBytes: number;
}

/** Makes the intake. Of each connection one file is kept unfinished, for as long as it lasts. */
export function createFileIntake(files: Pick<BlobFiles, 'has' | 'put'>): FileIntake {
  const unfinished = new WeakMap<Connection, Unfinished>();

  function fileOf({ hash, sizeBytes, offset }: Piece, of: Connection): Unfinished | undefined {
    const known = unfinished.get(of);
    if (known?.hash === hash && known.bytes.byteLength === sizeBytes) return known;
    // The middle of a file whose beginning is not here takes no other file's place.
    if (offset > 0) return undefined;
    const begun = { hash, bytes: Buffer.alloc(sizeBytes), receivedBytes: 0 };
    unfinished.set(of, begun);
    return begun;
  }

  return {
    async take(piece, connection) {
      const { hash, sizeBytes, offset } = piece;
      if (offset === 0 && (await files.has(hash))) return sizeBytes;
      const file = fileOf(piece, connection);
      if (file === undefined || offset !== file.receivedBytes) return file?.receivedBytes ?? 0;
      // What is too much does not fit, and the hash is wrong then.
      file.receivedBytes += file.bytes.write(piece.data, offset, 'base64');
      if (file.receivedBytes < sizeBytes) return file.receivedBytes;
      unfinished.delete(connection);
      await store(files, file);
      return sizeBytes;
    },
  };
}

async function store(files: Pick<BlobFiles, 'put'>, { hash, bytes }: Unfinished): Promise<void> {
  if (createHash('sha256').update(bytes).digest('hex') !== hash)
    throw new AppError('FILE_BROKEN', { hash });
  killPoint('picture.before-store');
  await files.put(bytes);
  killPoint('picture.after-store');
}
