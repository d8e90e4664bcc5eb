import { afterEach, beforeEach, expect, it } from 'vitest';
import { AppError } from '../../shared/errors/index.ts';
import type { ConfigService, ConfigText } from '../config/service-types.ts';
import type { Inbound } from '../delivery/intake.ts';
import { createHostNames, type HostNames } from '../nodes/host-names.ts';
import { createDrivenClock } from '../platform/driven-clock.ts';
import { silentLog } from '../platform/log.ts';
import type { Database } from '../storage/database.ts';
import { gatewayMigrations } from '../storage/migrations/index.ts';
import { openDatabase } from '../storage/open-database.ts';
import { completeRenames } from './complete-renames.ts';
import { renameChannel } from './rename-channel.ts';
import { keepNote, readNote } from './rename-note.ts';

let db: Database;
let names: HostNames;
let channels: object;
let edits: unknown;
/** What waited at the door, as it went in. */
let wentIn: Inbound | undefined;
const renamed: string[] = [];

beforeEach(() => {
  db = openDatabase(':memory:', { migrations: gatewayMigrations });
  db.exec(`INSERT INTO session (id, key, agent_id, channel, chat_kind, created_at, updated_at)
    VALUES ('1', 'agent:a:tg:direct:42', 'a', 'tg', 'direct', 0, 0)`);
  names = createHostNames(db);
  channels = { tg: { type: 'telegram' } };
  wentIn = undefined;
  renamed.length = 0;
});
afterEach(() => db.close());

/** A configuration that is written, or not, before its edit fails or succeeds. */
function serviceThat(
  writes: boolean,
  fails: boolean,
): Pick<ConfigService, 'get' | 'tryOut' | 'edit'> {
  return {
    get: () => Promise.resolve({ parsed: { channels }, hash: 'h' } as unknown as ConfigText),
    tryOut: () => Promise.resolve({ problems: [] } as never),
    edit(options) {
      edits = options.edits;
      if (writes) channels = { home: { type: 'telegram' } };
      if (fails) return Promise.reject(new Error('the disk is gone'));
      return Promise.resolve({ hash: 'i', version: 2, changedPaths: [] } as never);
    },
  };
}

const waiting = {
  envelope: { channel: 'tg' },
  errand: { personId: null, ruledBy: 'tg' },
  sessionKey: 'agent:a:tg:direct:42',
} as unknown as Inbound;

const rename = (service: ReturnType<typeof serviceThat>, to = 'home') =>
  renameChannel(
    {
      ...{ db, names, service, clock: createDrivenClock(), log: silentLog },
      events: { publish: (event) => void renamed.push(event) },
      holdIntake: () => (change) => (wentIn = change ? change(waiting) : waiting),
      onRenamed: (from, fresh) => void renamed.push(`${from}>${fresh}`),
    },
    { id: 'tg', to, author: 'me' },
  );
const stored = (): unknown => db.statement('SELECT key, channel FROM session').get();
const [old, fresh] = ['tg', 'home'].map((channel) => ({
  ...{ key: `agent:a:${channel}:direct:42`, channel },
}));

it('moves what is stored, lets the host run on, and what waited in under the new name', async () => {
  expect(await rename(serviceThat(true, false))).toMatchObject({ ok: true, sessions: 1 });
  expect(stored()).toEqual(fresh);
  expect(names.hostNameOf('home')).toBe('tg');
  expect(names.hostNameOf('tg')).not.toBe('tg');
  expect(wentIn).toMatchObject({
    ...{ envelope: { channel: 'home' }, errand: { ruledBy: 'home' } },
    sessionKey: 'agent:a:home:direct:42',
  });
  expect(renamed).toEqual(['tg>home', 'channels.renamed']);
  expect(readNote(db, 'channel')).toBeUndefined();
});

it.each([
  ['before', false, old, 'tg'],
  ['after', true, fresh, 'home'],
] as const)(
  'goes with the text when something fails %s it was written',
  async (_, is, kept, name) => {
    await expect(rename(serviceThat(is, true))).rejects.toThrow('the disk is gone');
    expect(stored()).toEqual(kept);
    expect(names.hostNameOf(name)).toBe('tg');
    expect(readNote(db, 'channel')).toBeUndefined();
    expect(wentIn).toBe(waiting);
  },
);

it('is refused while an answer is being written, and where something is kept already', async () => {
  db.exec(`INSERT INTO turn (id, session_id, agent_id, run_id, state, channel, reply_to, lease_until, deadline_at, created_at)
    VALUES ('t', '1', 'a', 'r', 'running', 'tg', '{"channel":"tg"}', 0, 0, 0)`);
  const refused = (to?: string) =>
    rename(serviceThat(true, false), to).catch((error: unknown) => error);
  expect(await refused()).toMatchObject({ code: 'CHANNEL_BUSY' });
  db.exec("UPDATE turn SET state = 'done', channel = 'work'");
  expect(await refused('work')).toMatchObject({ code: 'CHANNEL_NAME_TAKEN' });
  expect(await refused('tg')).toBeInstanceOf(AppError);
  expect(stored()).toEqual(old);
  expect(names.hostNameOf('tg')).toBe('tg');
});

it('keeps the messenger that its name said until now, and lets settings follow', async () => {
  channels = { telegram: { token: 'x' } };
  const deps = { db, names, clock: createDrivenClock(), log: silentLog };
  await renameChannel(
    {
      ...{ ...deps, service: serviceThat(true, false), events: { publish: () => undefined } },
      ...{ holdIntake: () => () => undefined, onRenamed: () => undefined },
    },
    { id: 'telegram', to: 'home', author: 'me' },
  );
  expect(edits).toEqual([
    { op: 'set', path: ['channels', 'telegram', 'type'], value: 'telegram' },
    { op: 'rename', path: ['channels', 'telegram'], to: 'home' },
  ]);
});

it('leaves what is written at the screen where it is', async () => {
  channels = { web: {} };
  db.exec("UPDATE session SET channel = 'web', key = 'agent:a:main'");
  const service = serviceThat(true, false);
  const deps = { db, names, service, clock: createDrivenClock(), log: silentLog };
  await renameChannel(
    {
      ...deps,
      events: { publish: () => undefined },
      holdIntake: () => () => undefined,
      onRenamed: () => renamed.push('never'),
    },
    { id: 'web', to: 'home', author: 'me' },
  );
  expect(stored()).toEqual({ key: 'agent:a:main', channel: 'web' });
  expect(renamed).toEqual([]);
});

it('takes everything back where somebody else has taken the name meanwhile', async () => {
  const service = {
    ...serviceThat(false, true),
    edit() {
      channels = { ...channels, home: { type: 'telegram' } };
      return Promise.reject(new AppError('CONFIG_CONFLICT'));
    },
  };
  await expect(rename(service)).rejects.toMatchObject({ code: 'CONFIG_CONFLICT' });
  expect(stored()).toEqual(old);
  expect(names.hostNameOf('tg')).toBe('tg');
});

it('sends what was said in it under its old name meanwhile', async () => {
  const service = serviceThat(true, false);
  await rename({
    ...service,
    edit(options) {
      db.exec(`INSERT INTO outbox (id, channel, chat, chat_key, part, state, text, next_at, created_at, updated_at)
        VALUES ('1', 'tg', '{}', 'direct:42', 0, 'ready', 'hi', 0, 0, 0)`);
      return service.edit(options);
    },
  });
  expect(db.statement('SELECT channel FROM outbox').all()).toEqual([{ channel: 'home' }]);
});

it('has nothing to take back after a crash, where what is stored stayed at the screen', async () => {
  channels = { page: { type: 'web' } };
  db.exec("UPDATE session SET channel = 'web', key = 'agent:a:main'");
  const crash = new Promise<never>(() => undefined);
  const isWriting = Promise.withResolvers<undefined>();
  const service = {
    ...serviceThat(false, false),
    edit() {
      isWriting.resolve(undefined);
      return crash;
    },
  };
  const deps = { db, names, service, clock: createDrivenClock(), log: silentLog };
  void renameChannel(
    {
      ...{ ...deps, events: { publish: () => undefined } },
      ...{ holdIntake: () => () => undefined, onRenamed: () => undefined },
    },
    { id: 'page', to: 'web', author: 'me' },
  );
  await isWriting.promise;
  await completeRenames({ ...deps, stateDir: '/nowhere' });
  expect(stored()).toEqual({ key: 'agent:a:main', channel: 'web' });
  names.reload();
  expect(names.hostNameOf('web')).toBe('web');
});

it.each([
  ['taken back', 'tg', old],
  ['kept', 'home', fresh],
])('that a crash has cut in two is %s when the text has %s', async (_, name, kept) => {
  await rename(serviceThat(true, false));
  await db.commit((sql) => keepNote(sql, 'channel', { from: 'tg', to: 'home' }, 0));
  const service = {
    get: () => Promise.resolve({ parsed: { channels: { [name]: {} } } } as unknown as ConfigText),
  };
  const deps = { db, clock: createDrivenClock(), log: silentLog, service, stateDir: '/nowhere' };
  await completeRenames(deps);
  expect(stored()).toEqual(kept);
  names.reload();
  expect(readNote(db, 'channel')).toBeUndefined();
});
