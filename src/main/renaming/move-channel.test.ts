import { afterEach, beforeEach, expect, it } from 'vitest';
import { formatSessionKey } from '../router/session-key.ts';
import type { Database } from '../storage/database.ts';
import { gatewayMigrations } from '../storage/migrations/index.ts';
import { openDatabase } from '../storage/open-database.ts';
import {
  channelColumns,
  countAnswering,
  hasChannelData,
  moveChannel,
  renameChannelInKey,
} from './move-channel.ts';

let db: Database;
beforeEach(() => {
  db = openDatabase(':memory:', { migrations: gatewayMigrations });
});
afterEach(() => db.close());

/** Columns of JSON, or of text, in which no channel is named, or only as it was told at the time. */
const elsewhere = ['inbox.route', 'trace.detail', 'outbox.chat', 'pairing.chat'];

function fill(channel: string): void {
  const key = `agent:a:${channel}:direct:42`;
  const chat = '{"kind":"direct","id":"42"}';
  const reply = `{"channel":"${channel}","chat":${chat},"ruledBy":"${channel}"}`;
  db.exec(`
    INSERT INTO session (id, key, agent_id, channel, chat_kind, created_at, updated_at)
      VALUES ('${channel}', '${key}', 'a', '${channel}', 'direct', 0, 0);
    INSERT INTO inbox (id, channel, dedupe_key, state, envelope, run_id, received_at)
      VALUES ('${channel}', '${channel}', '42:1:0', 'done',
        '{"channel":"${channel}","text":"tg","errand":{"ruledBy":"${channel}"}}', 'r', 0);
    INSERT INTO turn (id, session_id, agent_id, run_id, state, channel, reply_to, lease_until, deadline_at, created_at)
      VALUES ('${channel}', '${channel}', 'a', 'r', 'done', '${channel}', '${reply}', 0, 0, 0);
    INSERT INTO outbox (id, channel, chat, chat_key, part, state, text, next_at, created_at, updated_at)
      VALUES ('${channel}', '${channel}', '${chat}', 'direct:42', 0, 'ready', 'hi', 0, 0, 0);
    INSERT INTO person (id, name, role, created_at) VALUES ('${channel}', 'P', 'trusted', 0);
    INSERT INTO identity (id, person_id, channel, account, peer, created_at)
      VALUES ('${channel}', '${channel}', '${channel}', '1', '42', 0);
    INSERT INTO note (id, agent_id, about, text, author, created_at, updated_at)
      VALUES ('${channel}', 'a', 'chat:${key}', 'likes tea', 'agent', 0, 0);
    INSERT INTO schedule (id, name, origin, agent_id, plan, action, text, target, missed, is_enabled, created_at, updated_at)
      VALUES ('${channel}', 'tea', 'person', 'a', '{}', 'say', 'Tea for ${channel}',
        '{"channel":"${channel}","chat":${chat},"sessionKey":"${key}"}', 'once', 1, 0, 0);
    INSERT INTO hand_back (session_id, run_id, asker, label, created_at)
      VALUES ('${channel}', 'r', '{"sessionKey":"${key}","channel":"${channel}","ruledBy":"${channel}"}', 'l', 0);
    INSERT INTO usage (day, agent_id, model, channel, person_id)
      VALUES ('2026-01-01', 'a', 'm', '${channel}', '');
  `);
}

/** Everything that is stored, as text. */
function dump(): string {
  const tables = db
    .statement<[], { name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_text%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'",
    )
    .all();
  return JSON.stringify(tables.map(({ name }) => db.statement(`SELECT * FROM "${name}"`).all()));
}

it('knows every column that names a channel or a conversation', () => {
  const columns = db
    .statement<[], { place: string }>(
      `SELECT m.name || '.' || c.name AS place FROM sqlite_master AS m, pragma_table_info(m.name) AS c
       WHERE m.type = 'table' AND (c.name LIKE '%channel%' OR c.name LIKE '%ruled%') ORDER BY place`,
    )
    .all()
    .map(({ place }) => place);
  const known = new Set(channelColumns.map(([table, column]) => `${table}.${column}`));
  expect(columns.filter((place) => !known.has(place))).toEqual([]);
  expect(columns.length).toBeGreaterThan(10);
  expect(elsewhere.filter((place) => known.has(place))).toEqual([]);
});

it('leaves the old name nowhere, and nothing else is touched', async () => {
  fill('tg');
  fill('tga');
  const withNeighbour = dump();
  expect(await db.commit((sql) => moveChannel(sql, 'tg', 'home'))).toBe(1);
  const text = dump();
  expect(text.match(/(channel|ruledBy)\\?":\\?"tg\\?"|:tg:/g)).toBeNull();
  // Ids and words are no names.
  expect(text).toContain('Tea for tg');
  expect(text).toContain('agent:a:home:direct:42');
  expect(text).toContain('agent:a:tga:direct:42');
  await db.commit((sql) => moveChannel(sql, 'home', 'tg'));
  expect(dump()).toBe(withNeighbour);
});

it('says whether something is kept, and who is being answered', async () => {
  expect(hasChannelData(db, 'tg')).toBe(false);
  fill('tg');
  expect(hasChannelData(db, 'tg')).toBe(true);
  expect(countAnswering(db, 'tg')).toBe(0);
  await db.commit((sql) =>
    sql.statement("UPDATE turn SET state = 'running', channel = 'web'").run(),
  );
  expect(countAnswering(db, 'tg')).toBe(1);
});

it.each([
  ['agent:a:tg:group:-1:thread:7', 'agent:a:home:group:-1:thread:7'],
  ['agent:a:tg:direct:a%3Ab', 'agent:a:home:direct:a%3Ab'],
  ['agent:a:tga:direct:1', 'agent:a:tga:direct:1'],
  ['agent:tg:main', 'agent:tg:main'],
  ['agent:a:person:tg', 'agent:a:person:tg'],
  ['agent:a:tg:shopping', 'agent:a:tg:shopping'],
  ['agent:a:x:direct:tg', 'agent:a:x:direct:tg'],
])('names %s as %s', (key, moved) => {
  expect(renameChannelInKey(key, 'tg', 'home')).toBe(moved);
});

it('finds a conversation again whose peer is too long for a key', () => {
  const keyIn = (channel: string): string =>
    formatSessionKey({
      ...{ kind: 'chat', agentId: 'a', channel },
      peer: { kind: 'group', id: 'p'.repeat(600) },
    });
  expect(renameChannelInKey(keyIn('tg'), 'tg', 'home')).toBe(keyIn('home'));
});
