import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acquireExclusiveLock } from './exclusive-lock.ts';
import { gatewayMigrations } from './migrations/index.ts';
import { openDatabase } from './open-database.ts';

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'openclaw-storage-'))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const notes = [{ version: 1, sql: 'CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT UNIQUE)' }];
const open = (options = {}) =>
  openDatabase(join(dir, 'test.db'), { migrations: notes, ...options });
const add =
  (text: string) =>
  (
    sql: ReturnType<typeof open> | Parameters<Parameters<ReturnType<typeof open>['commit']>[0]>[0],
  ) =>
    sql.statement<[string]>('INSERT INTO note (text) VALUES (?)').run(text);
const count = (db: ReturnType<typeof open>) =>
  db.statement<[], { n: number }>('SELECT count(*) AS n FROM note').get()?.n;

describe('group commit', () => {
  it('undoes only the job that fails', async () => {
    const db = open();
    const results = await Promise.allSettled([
      db.commit(add('a')),
      db.commit((sql) => {
        add('half')(sql);
        throw new Error('changed my mind');
      }),
      db.commit(add('b')),
    ]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(count(db)).toBe(2);
    db.close();
  });

  it('keeps what was confirmed and nothing else when the disk is full', async () => {
    const db = open({ maxPageCount: 12 });
    let confirmed = 0;
    let failure: unknown;
    while (!failure) {
      await db.commit(add(`${confirmed} ${'x'.repeat(2_000)}`)).then(
        () => confirmed++,
        (error: unknown) => (failure = error),
      );
    }
    expect(failure).toMatchObject({ code: 'STORAGE_FULL' });
    expect(count(db)).toBe(confirmed);
    db.close();
  });

  it('commits what waits before it closes', async () => {
    const db = open();
    const waiting = db.commit(add('last'));
    db.close();
    await waiting;
    const again = open();
    expect(count(again)).toBe(1);
    again.close();
  });

  it('runs with full durability and gives space back', () => {
    const db = open();
    const pragma = (name: string) =>
      db.statement<[], Record<string, unknown>>(`PRAGMA ${name}`).get()?.[name];
    expect(pragma('synchronous')).toBe(2);
    expect(pragma('journal_mode')).toBe('wal');
    expect(pragma('auto_vacuum')).toBe(2);
    db.close();
  });
});

describe('opening', () => {
  it('refuses a database of a newer version and leaves it untouched', () => {
    open().close();
    const newer = [...notes, { version: 2, sql: 'CREATE TABLE more (id INTEGER)' }];
    open({ migrations: newer }).close();
    expect(() => open()).toThrow(expect.objectContaining({ code: 'STORAGE_NEWER' }));
    open({ migrations: newer }).close();
  });

  it('copies existing data aside before it migrates', async () => {
    const db = open();
    await db.commit(add('kept'));
    db.close();
    const backupDir = join(dir, 'backups');
    open({
      migrations: [...notes, { version: 2, sql: 'ALTER TABLE note ADD COLUMN b TEXT' }],
      backupDir,
    }).close();
    const [name] = readdirSync(backupDir);
    const copy = openDatabase(join(backupDir, name ?? ''), { migrations: notes });
    expect(count(copy)).toBe(1);
    copy.close();
  });

  it('says that a damaged file is damaged, and does not write to it', () => {
    writeFileSync(
      join(dir, 'test.db'),
      'this is not a database, it is a shopping list. '.repeat(100),
    );
    expect(() => open()).toThrow(expect.objectContaining({ code: 'STORAGE_CORRUPT' }));
  });

  it('makes every table of the gateway', () => {
    const db = openDatabase(join(dir, 'gateway.db'), { migrations: gatewayMigrations });
    const names = db
      .statement<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .all();
    expect(names.map((row) => row.name)).toEqual(
      expect.arrayContaining(['inbox', 'turn', 'outbox', 'message']),
    );
    db.close();
  });
});

describe('the exclusive lock', () => {
  it('is had by one at a time', () => {
    const first = acquireExclusiveLock(dir, 'lock', 0);
    expect(first).toBeDefined();
    expect(acquireExclusiveLock(dir, 'lock', 0)).toBeUndefined();
    first?.release();
    const next = acquireExclusiveLock(dir, 'lock', 0);
    expect(next).toBeDefined();
    next?.release();
  });
});
