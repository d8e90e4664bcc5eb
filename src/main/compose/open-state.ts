import { join } from 'node:path';
import { AppError } from '../../shared/errors/index.ts';
import { openFileLog, type FileLog } from '../platform/file-log.ts';
import type { StatePaths } from '../platform/paths.ts';
import type { Database } from '../storage/database.ts';
import {
  acquireExclusiveLock,
  readLockNote,
  type ExclusiveLock,
} from '../storage/exclusive-lock.ts';
import { gatewayMigrations } from '../storage/migrations/index.ts';
import { openDatabase } from '../storage/open-database.ts';

/** The state directory, held by this program alone. */
export interface OpenState {
  readonly log: FileLog;
  readonly db: Database;
  close(): void;
}

/**
 * Takes the state directory and opens what is in it. Nothing is written before the lock is held.
 * @throws AppError STATE_DIR_BUSY, STORAGE_NEWER, STORAGE_CORRUPT and other STORAGE_ codes
 */
export function openState(paths: StatePaths): OpenState {
  const lock = takeLock(paths.stateDir);
  try {
    const log = openFileLog(paths.logsDir, 'gateway');
    const db = openDatabase(join(paths.dbDir, 'gateway.db'), {
      migrations: gatewayMigrations,
      backupDir: join(paths.dbDir, 'backups'),
    });
    return {
      log,
      db,
      close() {
        db.close();
        log.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function takeLock(dir: string): ExclusiveLock {
  const lock = acquireExclusiveLock(dir);
  if (lock) return lock;
  const note = readLockNote(dir);
  throw new AppError('STATE_DIR_BUSY', { dir, holder: note ? ` (process ${note.pid})` : '' });
}
