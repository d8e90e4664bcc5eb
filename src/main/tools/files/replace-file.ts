import { constants } from 'node:fs';
import { lstat, open, rename, rm } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { newId } from '../../platform/ids.ts';
import { toFileError } from './file-errors.ts';
import { checkFile } from './read-file.ts';
import type { Place } from './workspace.ts';

const flags =
  constants.O_WRONLY |
  constants.O_CREAT |
  constants.O_EXCL |
  ((constants.O_NOFOLLOW as number | undefined) ?? 0);

/**
 * Gives a file a new content, all at once: another file takes its name. Nothing is ever written through
 * an existing file, so that what it is linked to stays as it is; a crash leaves the old content or the new.
 */
export async function replaceFile(place: Place, text: string): Promise<void> {
  const before = await lookAt(place);
  if (before) checkFile(before, place.relative);
  const draft = `${place.folder.path}/.openclaw-${newId()}.part`;
  try {
    await place.folder.check();
    const handle = await open(draft, flags, 0o600);
    try {
      if (before) await handle.chmod(before.mode & 0o777);
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await place.folder.check();
    await rename(draft, place.path);
  } catch (error) {
    await rm(draft, { force: true });
    throw toFileError(error, place.relative);
  }
}

/** What stands at a place; a link is not followed. Undefined when there is nothing. */
export async function lookAt(place: Place): Promise<Stats | undefined> {
  try {
    return await lstat(place.path);
  } catch (error) {
    const failure = toFileError(error, place.relative);
    if (failure.code === 'FILE_NOT_FOUND') return undefined;
    throw failure;
  }
}
