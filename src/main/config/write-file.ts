import { mkdir, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { AppError } from '../../shared/errors/index.ts';

/**
 * Writes a file so that it is there as a whole or not at all, readable by this user only, and on
 * the disk before this returns.
 * @throws AppError CONFIG_UNWRITABLE.
 */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFileAtomic(path, text, { encoding: 'utf8', mode: 0o600, fsync: true });
    await syncDirectory(dirname(path));
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new AppError('CONFIG_UNWRITABLE', { reason }, { cause: thrown, place: { file: path } });
  }
}

/**
 * Whether somebody marked a file as not to be written. Replacing it would be possible all the
 * same, so the mark is looked for and respected. Follows links; a file that is not there is none.
 */
export async function isReadOnly(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && (found.mode & 0o222) === 0;
}

/** The rename itself is only safe once its folder is written. Windows has no such call. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
