import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listBranches } from '../sessions/branches.ts';
import { getSession } from '../sessions/session-store.ts';
import { gatewayMigrations } from './migrations/index.ts';
import { openDatabase } from './open-database.ts';

/** What an older program left: each released version has a database here that it wrote itself. */
const released = [1, 5];

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'openclaw-old-'))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function unpack(version: number): string {
  const packed = readFileSync(new URL(`fixtures/version-${version}.db.gz`, import.meta.url));
  const path = join(dir, 'gateway.db');
  writeFileSync(path, gunzipSync(packed));
  return path;
}

describe.each(released)('a database of version %i', (version) => {
  it('becomes one of this version, and nothing in it is lost', () => {
    const path = unpack(version);
    const before = openDatabase(path, { migrations: gatewayMigrations.slice(0, version) });
    const counts = (db: typeof before): Record<string, number> =>
      Object.fromEntries(
        ['person', 'identity', 'session', 'message', 'turn', 'trace', 'inbox', 'outbox'].map(
          (table) => [
            table,
            db.statement<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n ?? 0,
          ],
        ),
      );
    const had = counts(before);
    before.close();
    expect(had['message']).toBeGreaterThan(10);

    const after = openDatabase(path, { migrations: gatewayMigrations, backupDir: join(dir, 'b') });
    expect(counts(after)).toEqual(had);
    expect(after.statement<[], { user_version: number }>('PRAGMA user_version').get()).toEqual({
      user_version: gatewayMigrations.length,
    });
    expect(
      after.statement<[], { integrity_check: string }>('PRAGMA integrity_check').get(),
    ).toEqual({ integrity_check: 'ok' });
    expect(after.statement('PRAGMA foreign_key_check').all()).toEqual([]);
    after.close();
  });
});

describe('a database of version 5', () => {
  it('learns what its conversations have used, how they ended, and what branches they had', () => {
    const db = openDatabase(unpack(5), { migrations: gatewayMigrations });
    const sessions = db
      .statement<
        [],
        { id: string; turn_count: number; cost_micros: number; error_code: string | null }
      >('SELECT id, turn_count, cost_micros, error_code FROM session')
      .all();
    for (const { id, turn_count: count, cost_micros: cost } of sessions)
      expect(
        db
          .statement<[string], { n: number; cost: number }>(
            'SELECT count(*) AS n, coalesce(sum(cost_micros), 0) AS cost FROM turn WHERE session_id = ?',
          )
          .get(id),
      ).toEqual({ n: count, cost });
    expect(sessions.filter((row) => row.error_code !== null)).toMatchObject([
      { error_code: 'PROVIDER_ACCESS_REFUSED', turn_count: 1 },
    ]);
    const branched = sessions.flatMap(({ id }) => {
      const session = getSession(db, id);
      return session ? listBranches(db, session).filter(({ isShown }) => !isShown) : [];
    });
    expect(branched).toMatchObject([{ lastText: 'echo: four', length: 1 }]);
    db.close();
  });
});
