import { constants } from 'node:fs';
import { lstat, open, type FileHandle } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { AppError } from '../../../shared/errors/index.ts';
import { toFileError } from './file-errors.ts';
import type { Place } from './workspace.ts';

// Without O_NONBLOCK the mere opening of a pipe can wait for ever. Windows knows neither.
const flags =
  constants.O_RDONLY |
  ((constants.O_NOFOLLOW as number | undefined) ?? 0) |
  ((constants.O_NONBLOCK as number | undefined) ?? 0);

/** The bytes of a file, and what the system knows of it. */
export interface ReadFile {
  readonly data: Buffer;
  readonly stats: Stats;
}

/**
 * Reads a whole file of at most `limit` bytes. Never through a link, and never a file that also has a
 * name elsewhere.
 * @throws AppError FILE_NOT_FOUND, FILE_WRONG_KIND, FILE_SHARED, FILE_TOO_LARGE, FILE_OUTSIDE
 */
export async function readWhole(place: Place, limit: number): Promise<ReadFile> {
  const handle = await open(place.path, flags).catch((error: unknown) => {
    throw toFileError(error, place.relative);
  });
  try {
    const stats = await handle.stat();
    checkFile(stats, place.relative);
    await checkSame(handle, stats, place);
    if (stats.size > limit) throw new AppError('FILE_TOO_LARGE', { path: place.relative, limit });
    return { data: await readBytes(handle, stats.size), stats };
  } finally {
    await handle.close();
  }
}

/** Only files of their own: what has a second name may be a file from outside. */
export function checkFile(stats: Stats, path: string): void {
  if (stats.isSymbolicLink()) throw new AppError('FILE_OUTSIDE', { path });
  if (!stats.isFile()) {
    const found = stats.isDirectory() ? 'a folder' : 'a device, pipe or socket';
    throw new AppError('FILE_WRONG_KIND', { path, found, wanted: 'a file' });
  }
  if (stats.nlink > 1) throw new AppError('FILE_SHARED', { path });
}

/** Where folders are held by path: what was opened is what stands there now. */
async function checkSame(handle: FileHandle, stats: Stats, place: Place): Promise<void> {
  if (place.folder.kind === 'descriptor') return;
  await place.folder.check();
  const now = await lstat(place.path).catch((error: unknown) => {
    throw toFileError(error, place.relative);
  });
  if (now.ino !== stats.ino || now.dev !== stats.dev)
    throw new AppError('FILE_OUTSIDE', { path: place.relative });
}

/** No more than it had when it was looked at, however fast somebody writes to it. */
async function readBytes(handle: FileHandle, size: number): Promise<Buffer> {
  const data = Buffer.alloc(size);
  let at = 0;
  while (at < size) {
    const { bytesRead } = await handle.read(data, at, size - at, at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return data.subarray(0, at);
}
