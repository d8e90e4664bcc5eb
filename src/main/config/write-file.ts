import { mkdir, open } from 'node:fs/promises';
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
