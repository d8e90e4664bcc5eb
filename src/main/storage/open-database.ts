import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { limits } from '../../shared/config/limits.ts';
import type { Database, Note, Sql } from './database.ts';
import { createGroupCommit } from './group-commit.ts';
import { createNoteBook, type NoteBook } from './note-book.ts';
import { assertKnownVersion, migrate, type Migration } from './migrate.ts';
import { createStatementCache } from './statement-cache.ts';
import { toStorageError } from './storage-errors.ts';

export interface OpenOptions {
  readonly migrations: readonly Migration[];
  /** Called before a migration of existing data, with the version it comes from. */
  readonly backupDir?: string;
  /** For tests of a full disk: the most pages the file may have. */
  readonly maxPageCount?: number;
}

/**
 * Opens or makes a database file with full durability: a commit is on disk when it returns.
 * @throws AppError STORAGE_NEWER, STORAGE_CORRUPT, STORAGE_BUSY, STORAGE_FULL or STORAGE_FAILED
 */
export function openDatabase(path: string, options: OpenOptions): Database {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const connection = connect(path);
  try {
    assertKnownVersion(connection, path, options.migrations);
    configure(connection);
    if (options.maxPageCount) connection.pragma(`max_page_count = ${options.maxPageCount}`);
    migrate(connection, path, options.migrations, options.backupDir);
  } catch (error) {
    connection.close();
    throw toStorageError(error, path);
  }
  return wrap(connection, path);
}

/** A second connection that can only read: for workers with heavy queries. */
export function openReader(path: string): Sql & { close(): void } {
  const connection = new Sqlite(path, { readonly: true, fileMustExist: true });
  connection.pragma(`busy_timeout = ${limits.storage.busyMs}`);
  return { ...statements(connection, createNoteBook()), close: () => void connection.close() };
}

function connect(path: string): Sqlite.Database {
  try {
    return new Sqlite(path);
  } catch (error) {
    throw toStorageError(error, path);
  }
}

function configure(connection: Sqlite.Database): void {
  connection.pragma(`busy_timeout = ${limits.storage.busyMs}`);
  // Must come before the first table, or the file never gives space back.
  connection.pragma('auto_vacuum = INCREMENTAL');
  connection.pragma('journal_mode = WAL');
  // NORMAL would lose the last commits when the power fails.
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('trusted_schema = OFF');
  connection.pragma(`cache_size = -${limits.storage.cacheKib}`);
  // What takes back one job of a batch stands in memory, not in a file made anew for each transaction.
  connection.pragma('temp_store = MEMORY');
  connection.pragma(`journal_size_limit = ${limits.storage.walBytes}`);
}

function wrap(connection: Sqlite.Database, path: string): Database {
  const notes = createNoteBook();
  const sql = statements(connection, notes);
  const group = createGroupCommit(connection, sql, (error) => toStorageError(error, path), notes);
  return {
    ...sql,
    path,
    commit: (job) => group.commit(job),
    watch: (listener) => notes.watch(listener),
    close() {
      group.flush();
      connection.close();
    },
  };
}

function statements(connection: Sqlite.Database, notes: NoteBook): Sql {
  return {
    statement: createStatementCache(connection),
    exec: (text) => void connection.exec(text),
    // The topic and its note come from one call, so they belong together.
    note: (topic, note) => notes.add({ topic, note } as Note),
  };
}
