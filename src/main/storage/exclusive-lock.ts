import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { AppError } from '../../shared/errors/index.ts';
import { toStorageError } from './storage-errors.ts';

export interface ExclusiveLock {
  release(): void;
}

/**
 * Takes a directory for this process alone, or returns undefined when another one has it.
 *
 * An exclusive SQLite transaction is held for as long as the process lives. The kernel frees it the
 * moment the process dies, also by SIGKILL; lock files with ages or process ids are guesses.
 * @param waitMs how long to wait for the other one to go
 */
export function acquireExclusiveLock(
  dir: string,
  name = 'lock',
  waitMs = 300,
): ExclusiveLock | undefined {
  const connection = openLockFile(dir, name, waitMs);
  try {
    connection.pragma('journal_mode = DELETE');
    connection.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    connection.close();
    const failure = toStorageError(error, dir);
    if (failure instanceof AppError && failure.code === 'STORAGE_BUSY') return undefined;
    throw failure;
  }
  const notePath = join(dir, `${name}.json`);
  writeFileSync(notePath, JSON.stringify({ pid: process.pid }), { mode: 0o600 });
  return {
    release() {
      rmSync(notePath, { force: true });
      connection.close();
    },
  };
}

function openLockFile(dir: string, name: string, waitMs: number): Sqlite.Database {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    return new Sqlite(join(dir, `${name}.db`), { timeout: waitMs });
  } catch (error) {
    if (isFileError(error)) throw unusable(dir, error.message, error);
    throw toStorageError(error, dir);
  }
}

function unusable(path: string, reason: string, cause: Error): AppError {
  return new AppError('STORAGE_FAILED', { path, reason }, { cause });
}

/** The file system refused, such as by EACCES or EROFS. */
function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

/** Who holds the lock, for an error message only: the note may be old. */
export function readLockNote(dir: string, name = 'lock'): { readonly pid: number } | undefined {
  try {
    const note: unknown = JSON.parse(readFileSync(join(dir, `${name}.json`), 'utf8'));
    if (typeof note === 'object' && note !== null && 'pid' in note && typeof note.pid === 'number')
      return { pid: note.pid };
  } catch {
    // No note, or half of one: then there is nothing to say.
  }
  return undefined;
}
