import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ConfigText } from '../config/service-types.ts';
import { createDrivenClock } from '../platform/driven-clock.ts';
import { silentLog } from '../platform/log.ts';
import type { Database } from '../storage/database.ts';
import { gatewayMigrations } from '../storage/migrations/index.ts';
import { openDatabase } from '../storage/open-database.ts';
import { completeRenames } from './complete-renames.ts';
import { keepNote, readNote } from './rename-note.ts';

let db: Database;
let stateDir: string;
beforeEach(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'openclaw-rename-'));
  db = openDatabase(':memory:', { migrations: gatewayMigrations });
  await db.commit((sql) => {
    keepNote(sql, 'agent', { from: 'old', to: 'fresh' }, 0);
    sql.exec(`INSERT INTO session (id, key, agent_id, channel, chat_kind, created_at, updated_at)
      VALUES ('1', 'agent:fresh:main', 'fresh', 'web', 'direct', 0, 0)`);
  });
});
afterEach(() => {
  db.close();
  rmSync(stateDir, { recursive: true, force: true });
});

const complete = (parsed: unknown): Promise<void> =>
  completeRenames({
    ...{ db, stateDir, clock: createDrivenClock(), log: silentLog },
    service: { get: () => Promise.resolve({ parsed } as ConfigText) },
  });
const agentOf = (): unknown => db.statement('SELECT agent_id FROM session').all();

it('takes everything back where the text has the old key, be its settings valid or not', async () => {
  await complete({ agents: { old: { model: '$NOT_SET' } } });
  expect(agentOf()).toEqual([{ agent_id: 'old' }]);
  expect(readNote(db, 'agent')).toBeUndefined();
});

it('keeps what was moved where the text has the new key', async () => {
  await complete({ agents: { fresh: {} } });
  expect(agentOf()).toEqual([{ agent_id: 'fresh' }]);
  expect(readNote(db, 'agent')).toBeUndefined();
});

it('waits while nobody can read the text', async () => {
  await complete(null);
  expect(agentOf()).toEqual([{ agent_id: 'fresh' }]);
  expect(readNote(db, 'agent')).toEqual({ from: 'old', to: 'fresh' });
});

it('does not keep the program from starting when it cannot be done, and says so', async () => {
  db.exec(`INSERT INTO session (id, key, agent_id, channel, chat_kind, created_at, updated_at)
    VALUES ('2', 'agent:old:main', 'old', 'web', 'direct', 0, 0)`);
  await complete({ agents: { old: {} } });
  expect(agentOf()).toEqual([{ agent_id: 'fresh' }, { agent_id: 'old' }]);
  expect(readNote(db, 'agent')).toEqual({ from: 'old', to: 'fresh' });
});
