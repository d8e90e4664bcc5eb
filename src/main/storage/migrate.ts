import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { AppError } from '../../shared/errors/index.ts';

/** One step forward. Numbers begin at 1 and leave no gap; a released step never changes. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
}

const newestOf = (migrations: readonly Migration[]): number => migrations.at(-1)?.version ?? 0;

/**
 * Reads the version of a database, before anything is set on it that would write to the file.
 * @throws AppError STORAGE_NEWER when a newer program wrote it; it is left untouched
 */
export function assertKnownVersion(
  connection: Sqlite.Database,
  path: string,
  migrations: readonly Migration[],
): number {
  const found = Number(connection.pragma('user_version', { simple: true }));
  const known = newestOf(migrations);
  if (found > known) throw new AppError('STORAGE_NEWER', { path, found, known });
  return found;
}

/**
 * Brings a database to the newest version. Data that exists is copied aside first, so that a
 * person can go back to the program they had.
 * @throws AppError STORAGE_NEWER when a newer program wrote the file; it is left untouched
 */
export function migrate(
  connection: Sqlite.Database,
  path: string,
  migrations: readonly Migration[],
  backupDir: string | undefined,
): void {
  const from = assertKnownVersion(connection, path, migrations);
  const newest = newestOf(migrations);
  const missing = migrations.filter((migration) => migration.version > from);
  if (missing.length === 0) return;
  if (from > 0 && backupDir) backUp(connection, path, backupDir, from);
  connection.transaction(() => {
    for (const migration of missing) connection.exec(migration.sql);
    connection.pragma(`user_version = ${newest}`);
  })();
}

function backUp(connection: Sqlite.Database, path: string, dir: string, version: number): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  const target = join(dir, `${basename(path, '.db')}-v${version}-${stamp}.db`);
  connection.prepare('VACUUM INTO ?').run(target);
}
