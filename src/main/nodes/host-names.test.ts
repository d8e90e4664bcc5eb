import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Database } from '../storage/database.ts';
import { gatewayMigrations } from '../storage/migrations/index.ts';
import { openDatabase } from '../storage/open-database.ts';
import { createHostNames, retireName, shareHostName, type HostNames } from './host-names.ts';

let db: Database;
let names: HostNames;
beforeEach(() => {
  db = openDatabase(':memory:', { migrations: gatewayMigrations });
  names = createHostNames(db);
});
afterEach(() => db.close());

async function rename(from: string, to: string): Promise<void> {
  await db.commit((sql) => shareHostName(sql, from, to, 0));
  await db.commit((sql) => retireName(sql, from, 0));
  names.reload();
}

it('keeps the name by which hosts know a channel, through any number of renamings', async () => {
  expect(names.hostNameOf('tg')).toBe('tg');
  await rename('tg', 'home');
  await rename('home', 'family');
  expect(names.hostNameOf('family')).toBe('tg');
  await rename('family', 'tg');
  expect(names.hostNameOf('tg')).toBe('tg');
  expect(createHostNames(db).hostNameOf('tg')).toBe('tg');
});

it('gives a new channel of an old name another one, which stays', async () => {
  await rename('tg', 'home');
  const fresh = names.hostNameOf('tg');
  expect(fresh).toMatch(/^tg~/);
  names.reload();
  expect(names.hostNameOf('tg')).toBe(fresh);
  await rename('tg', 'work');
  expect([names.hostNameOf('home'), names.hostNameOf('work')]).toEqual(['tg', fresh]);
});

it('knows both names while a channel is being renamed', async () => {
  expect(names.sameAs('tg')).toEqual(['tg']);
  await db.commit((sql) => shareHostName(sql, 'tg', 'home', 0));
  names.reload();
  expect(names.sameAs('tg')).toEqual(['tg', 'home']);
  expect(names.sameAs('home')).toEqual(['tg', 'home']);
  await db.commit((sql) => retireName(sql, 'tg', 0));
  names.reload();
  expect(names.sameAs('home')).toEqual(['home']);
});
