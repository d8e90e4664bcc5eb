import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ConfigService, ConfigText } from '../config/service-types.ts';
import { createDrivenClock } from '../platform/driven-clock.ts';
import { silentLog } from '../platform/log.ts';
import type { Database } from '../storage/database.ts';
import { gatewayMigrations } from '../storage/migrations/index.ts';
import { openDatabase } from '../storage/open-database.ts';
import { renameAgent } from './rename-agent.ts';
import { readNote } from './rename-note.ts';

let db: Database;
let stateDir: string;
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'openclaw-rename-'));
  db = openDatabase(':memory:', { migrations: gatewayMigrations });
  db.exec(`INSERT INTO session (id, key, agent_id, channel, chat_kind, created_at, updated_at)
    VALUES ('1', 'agent:old:main', 'old', 'web', 'direct', 0, 0)`);
});
afterEach(() => {
  db.close();
  rmSync(stateDir, { recursive: true, force: true });
});

/** A configuration whose edit fails, before or after the text was written. */
function failingService(isWritten: boolean): Pick<ConfigService, 'get' | 'tryOut' | 'edit'> {
  let agents: object = { old: {} };
  return {
    get: () => Promise.resolve({ parsed: { agents }, hash: 'h' } as unknown as ConfigText),
    tryOut: () => Promise.resolve({ problems: [] } as never),
    edit() {
      if (isWritten) agents = { fresh: {} };
      return Promise.reject(new Error('the disk is gone'));
    },
  };
}

it.each([
  ['before', false, 'old'],
  ['after', true, 'fresh'],
] as const)('goes with the text when something fails %s it was written', async (_, is, agentId) => {
  const renaming = renameAgent(
    {
      ...{ db, stateDir, clock: createDrivenClock(), log: silentLog },
      ...{ events: { publish: () => undefined }, holdIntake: () => () => undefined },
      service: failingService(is),
    },
    { id: 'old', to: 'fresh', author: 'me' },
  );
  await expect(renaming).rejects.toThrow('the disk is gone');
  expect(db.statement('SELECT agent_id AS agentId FROM session').all()).toEqual([{ agentId }]);
  expect(readNote(db, 'agent')).toBeUndefined();
});
