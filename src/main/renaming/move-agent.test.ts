import { afterAll, expect, it } from 'vitest';
import { gatewayMigrations } from '../storage/migrations/index.ts';
import { openDatabase } from '../storage/open-database.ts';
import { agentColumns, moveAgent, sessionKeyColumns } from './move-agent.ts';

const db = openDatabase(':memory:', { migrations: gatewayMigrations });
afterAll(() => db.close());

it('knows every column that names an agent or a conversation', () => {
  const columns = db
    .statement<[], { place: string }>(
      `SELECT m.name || '.' || c.name AS place FROM sqlite_master AS m, pragma_table_info(m.name) AS c
       WHERE m.type = 'table' AND c.name IN ('agent_id', 'session_key') ORDER BY place`,
    )
    .all()
    .map(({ place }) => place);
  const known = new Set(
    [...agentColumns, ...sessionKeyColumns].map(([table, column]) => `${table}.${column}`),
  );
  expect(columns.filter((place) => !known.has(place))).toEqual([]);
  expect(columns.length).toBeGreaterThan(5);
});

it('moves keys of conversations and comes back, and leaves agents with longer names alone', async () => {
  const keys = () =>
    db
      .statement<[], { key: string }>('SELECT key FROM session ORDER BY key')
      .all()
      .map(({ key }) => key);
  await db.commit((sql) => {
    for (const [id, agent, key] of [
      ['1', 'a', 'agent:a:main'],
      ['2', 'ab', 'agent:ab:main'],
    ])
      sql
        .statement<unknown[]>(
          `INSERT INTO session (id, key, agent_id, channel, chat_kind, created_at, updated_at)
           VALUES (?, ?, ?, 'web', 'direct', 0, 0)`,
        )
        .run(id, key, agent);
  });
  expect(await db.commit((sql) => moveAgent(sql, 'a', 'c'))).toBe(1);
  expect(keys()).toEqual(['agent:ab:main', 'agent:c:main']);
  await db.commit((sql) => moveAgent(sql, 'c', 'a'));
  expect(keys()).toEqual(['agent:a:main', 'agent:ab:main']);
});
