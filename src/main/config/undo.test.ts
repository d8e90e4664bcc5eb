import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { ConfigApplied, ConfigEditOp } from './service-types.ts';
import { createTestConfig, type TestConfig } from './test-service.ts';

let config: TestConfig;
afterEach(() => config.close());

const text = `{
  gateway: { name: 'Home' },
  bindings: [
    { agent: 'a', match: { channel: 'web' } },
    { agent: 'b', match: { channel: 'tg' } },
  ],
  agents: {
    // the first
    a: { model: 'x/y', systemPrompt: 'hi' },
    b: { model: 'x/y' },
  },
  channels: {
    web: {},
    // of the family
    tg: { type: 'telegram', token: '1:secret', agent: 'b' }, // keep
  },
}
`;

async function setUp(files: Readonly<Record<string, string>> = { 'openclaw.json': text }) {
  config = await createTestConfig(files);
  await config.service.start();
}

const edit = (...edits: readonly ConfigEditOp[]): Promise<ConfigApplied> =>
  config.service.edit({ edits, baseHash: config.service.current().hash });
const onDisk = (name = 'openclaw.json') => readFile(join(config.folder, name), 'utf8');

/** Makes a change, then another one, and takes the first back. */
async function undoFirst(
  first: readonly ConfigEditOp[],
  second: readonly ConfigEditOp[],
): Promise<string> {
  const before = config.service.current().version;
  const { version } = await edit(...first);
  if (second.length > 0) await edit(...second);
  await config.service.undo({ version, before });
  return onDisk();
}

const gone = [
  { op: 'delete', path: 'bindings.1' },
  { op: 'delete', path: 'channels.tg' },
] as const;

it('brings every byte back while nothing else was saved', async () => {
  await setUp();
  expect(await undoFirst(gone, [])).toBe(text);
});

it('brings back what was deleted, secret and comments included, beside what was saved since', async () => {
  await setUp();
  const since = [{ op: 'set', path: 'gateway.name', value: 'Hut' }] as const;
  expect(await undoFirst(gone, since)).toBe(text.replace('Home', 'Hut'));
  const { config: running } = config.service.current();
  expect(running.channels['tg']).toMatchObject({ token: '1:secret' });
});

it('finds the way by value where the lines beside it were changed', async () => {
  await setUp();
  const since = [
    { op: 'set', path: 'channels.web.label', value: 'Page' },
    { op: 'append', path: 'bindings', value: { agent: 'b', match: { channel: 'web' } } },
  ] as const;
  await undoFirst(gone, since);
  const { parsed } = await config.service.get();
  expect(parsed).toMatchObject({
    channels: { web: { label: 'Page' }, tg: { agent: 'b' } },
    bindings: [{ agent: 'a' }, { agent: 'b' }, { match: { channel: 'web' } }],
  });
  expect(await onDisk()).toContain('1:secret');
});

it('refuses to overwrite what was changed again since, and changes nothing then', async () => {
  await setUp();
  const set = (value: string) => [{ op: 'set', path: 'channels.tg.token', value }] as const;
  await expect(undoFirst(set('2:mine'), set('3:theirs'))).rejects.toMatchObject({
    code: 'CONFIG_UNDO_CONFLICT',
    values: { path: 'channels.tg.token' },
  });
  expect(await onDisk()).toContain('3:theirs');
});

it('takes back a change of an include, and the very first change', async () => {
  await setUp({
    'openclaw.json': "{ agents: { a: { $include: './a.json5' } } }\n",
    'a.json5': "{\n  model: 'x/y', // cheap\n}\n",
  });
  const first = [{ op: 'set', path: 'agents.a.model', value: 'x/z' }] as const;
  await undoFirst(first, [{ op: 'set', path: 'gateway.name', value: 'Hut' }]);
  expect(await onDisk('a.json5')).toBe("{\n  model: 'x/y', // cheap\n}\n");
  await config.close();
  await setUp({});
  const { version } = await edit({ op: 'set', path: 'gateway.name', value: 'Hut' });
  await edit({ op: 'set', path: 'owner.name', value: 'Ann' });
  await config.service.undo({ version, before: 0 });
  expect((await config.service.get()).parsed).toMatchObject({ owner: { name: 'Ann' } });
  expect(config.service.current().config.gateway.name).not.toBe('Hut');
});

it('of a change that changed nothing takes nothing back', async () => {
  await setUp();
  await edit({ op: 'set', path: 'gateway.name', value: 'Hut' });
  const { version } = config.service.current();
  const same = await edit({ op: 'set', path: 'gateway.name', value: 'Hut' });
  expect(same.version).toBe(version);
  await config.service.undo({ version: same.version, before: version });
  expect(await onDisk()).toContain('Hut');
});

it('of a version that is not kept any more says so', async () => {
  await setUp();
  await expect(config.service.undo({ version: 77, before: 1 })).rejects.toMatchObject({
    code: 'CONFIG_HISTORY_MISSING',
  });
});
