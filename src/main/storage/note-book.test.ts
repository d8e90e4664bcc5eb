import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database, Notes, Sql } from './database.ts';
import { openDatabase } from './open-database.ts';

let dir: string;
let db: Database;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'openclaw-notes-'));
  const sql = 'CREATE TABLE t (x INTEGER) STRICT;';
  db = openDatabase(join(dir, 'a.db'), { migrations: [{ version: 1, sql }] });
});
afterEach(() => {
  db.close();
  rmSync(dir, { recursive: true, force: true });
});

const part = (id: string): Notes['part'] => ({
  ...{ id, turnId: null, sessionId: null, channel: 'c', state: 'ready', isStuck: false },
});

function insert(sql: Sql, id: number): void {
  sql.statement<[number]>('INSERT INTO t VALUES (?)').run(id);
  sql.note('part', part(String(id)));
}

describe('what jobs note', () => {
  it('is heard once it is on disk, in order, without that of a job that was undone', async () => {
    const heard: { ids: string[]; rows: number }[] = [];
    db.watch((notes) => {
      const ids = notes.map(({ note }) => ('id' in note ? note.id : ''));
      const rows = db.statement<[], { n: number }>('SELECT count(*) AS n FROM t').get()?.n ?? 0;
      heard.push({ ids, rows });
    });
    const undone = db.commit((sql) => {
      insert(sql, 2);
      throw new Error('no');
    });
    await Promise.all([
      db.commit((sql) => insert(sql, 1)),
      expect(undone).rejects.toThrow('no'),
      db.commit((sql) => insert(sql, 3)),
    ]);
    expect(heard.flatMap(({ ids }) => ids)).toEqual(['1', '3']);
    expect(heard.at(-1)?.rows).toBe(2);
  });

  it('is not kept while nobody watches', async () => {
    await db.commit((sql) => insert(sql, 1));
    const heard: unknown[] = [];
    db.watch((notes) => heard.push(...notes));
    await db.commit((sql) => insert(sql, 2));
    expect(heard).toHaveLength(1);
  });
});
