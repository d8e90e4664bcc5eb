import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Envelope } from '../../shared/model/envelope.ts';
import { createHostNames, retireName, shareHostName, type HostNames } from '../nodes/host-names.ts';
import type { Database } from '../storage/database.ts';
import { gatewayMigrations } from '../storage/migrations/index.ts';
import { openDatabase } from '../storage/open-database.ts';
import { createInbox } from './create-inbox.ts';

let db: Database;
let names: HostNames;
beforeEach(() => {
  db = openDatabase(':memory:', { migrations: gatewayMigrations });
  names = createHostNames(db);
  db.exec(`INSERT INTO person (id, name, role, created_at) VALUES ('p', 'P', 'trusted', 0);
    INSERT INTO identity (id, person_id, channel, account, peer, created_at)
      VALUES ('i', 'p', 'tg', '1', '42', 0)`);
});
afterEach(() => db.close());

const envelopeFrom = (channel: string, peer: string) =>
  ({
    ...{ channel, account: '1', kind: 'new', text: 'look', attachments: [] },
    ...{ chat: { kind: 'direct', id: peer }, sender: { id: peer, isBot: false } },
  }) as unknown as Envelope;

function wants(settings: string, channel: string, peer = '42'): boolean {
  const inbox = createInbox({
    ...{
      db,
      names,
      config: () =>
        ({ channels: { [settings]: { access: { direct: 'pairing', allowFrom: [] } } } }) as never,
    },
    intake: { accept: () => Promise.resolve([]) },
    activity: { noteInbound: () => undefined },
  });
  return inbox.wants(envelopeFrom(channel, peer));
}

it('wants the files of somebody who is let in, and of nobody else', () => {
  expect(wants('tg', 'tg')).toBe(true);
  expect(wants('tg', 'tg', '43')).toBe(false);
});

it('wants them while the channel is being renamed: the message decides when it comes', () => {
  shareHostName(db, 'tg', 'home', 0);
  db.exec("UPDATE identity SET channel = 'home'");
  expect(wants('tg', 'tg')).toBe(false);
  names.reload();
  expect(wants('tg', 'tg')).toBe(true);
  retireName(db, 'tg', 0);
  names.reload();
  expect(wants('home', 'home')).toBe(true);
  expect(wants('home', 'home', '43')).toBe(false);
});
