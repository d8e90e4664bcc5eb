import { afterEach, beforeEach, expect, it } from 'vitest';
import { addTrace } from '../delivery/trace-store.ts';
import { createDrivenClock } from '../platform/driven-clock.ts';
import type { Database } from '../storage/database.ts';
import { gatewayMigrations } from '../storage/migrations/index.ts';
import { openDatabase } from '../storage/open-database.ts';
import { announceChanges } from './announce-changes.ts';

let db: Database;
beforeEach(async () => {
  db = openDatabase(':memory:', { migrations: gatewayMigrations });
  await db.commit((sql) =>
    sql.exec(`INSERT INTO session (id, key, agent_id, channel, chat_kind, created_at, updated_at)
      VALUES ('s', 'agent:a:main', 'a', 'web', 'direct', 0, 0);
      INSERT INTO turn (id, session_id, agent_id, run_id, state, channel, reply_to, lease_until,
        deadline_at, created_at) VALUES ('t', 's', 'a', 'r', 'running', 'web', '{}', 0, 0, 0)`),
  );
});
afterEach(() => db.close());

it('a listener that fails takes no commit along', async () => {
  const failures: string[] = [];
  announceChanges({
    ...{ db, clock: createDrivenClock(), hasListeners: () => true },
    log: { error: (event) => void failures.push(event) },
    events: { publish: () => undefined },
    watchers: {
      has: () => true,
      publish() {
        throw new Error('a listener failed');
      },
    },
  });
  const step = { kind: 'queue', name: 'x', state: 'done', detail: {}, startedAt: 0 } as const;
  const add = (): Promise<number> =>
    db.commit((sql) => addTrace(sql, { id: 't', run_id: 'r', session_id: 's' }, step));
  await Promise.all([add(), add()]);
  await add();
  expect(failures).toEqual(Array<string>(3).fill('change.not-announced'));
});
