import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createTestConfig, type TestConfig } from './test-service.ts';

let config: TestConfig;
afterEach(() => config.close());

it('shows an old version with its includes, secrets as dots, and brings it back with them', async () => {
  config = await createTestConfig({
    'openclaw.json': "{ channels: { telegram: { $include: './t.json5' } } }",
    't.json5': "{ token: '1:secret' }",
  });
  const { hash } = await config.service.start();
  const applied = await config.service.set({ raw: '{ }', baseHash: hash, force: true });
  const version = await config.service.version(1);
  expect(version.files.map(({ file }) => file)).toEqual(['openclaw.json', 't.json5']);
  expect(JSON.stringify(version)).not.toContain('secret');
  await config.service.restore(1, { baseHash: applied.hash, author: 'me' });
  expect(config.service.current().config.channels['telegram']).toMatchObject({ token: '1:secret' });
  const [newest] = await config.service.history();
  expect(newest).toMatchObject({ version: 3, author: 'me' });
});

it('brings nothing back over what was saved since', async () => {
  config = await createTestConfig({ 'openclaw.json': '{ gateway: { name: "a" } }' });
  const { hash } = await config.service.start();
  await writeFile(join(config.folder, 'openclaw.json'), '{ gateway: { name: "b" } }');
  await expect(config.service.restore(1, { baseHash: hash })).rejects.toMatchObject({
    code: 'CONFIG_CONFLICT',
  });
  await expect(config.service.version(99)).rejects.toMatchObject({
    code: 'CONFIG_HISTORY_MISSING',
  });
});

it('respects a file that is marked as read-only', async () => {
  config = await createTestConfig({ 'openclaw.json': '{ gateway: { name: "a" } }' });
  const { hash } = await config.service.start();
  await chmod(join(config.folder, 'openclaw.json'), 0o444);
  expect((await config.service.get()).files[0]?.isReadOnly).toBe(true);
  const edits = [{ op: 'set', path: 'gateway.name', value: 'b' }] as const;
  await expect(config.service.edit({ edits, baseHash: hash })).rejects.toMatchObject({
    code: 'CONFIG_READ_ONLY',
  });
  await chmod(join(config.folder, 'openclaw.json'), 0o600);
  await config.service.edit({ edits, baseHash: hash });
  expect((await config.service.history())[0]?.version).toBe(2);
});

it('lists the variables of the process and of .env', async () => {
  config = await createTestConfig({ '.env': 'B=1\nA=2\n' }, { env: { A: 'x', C: undefined } });
  await config.service.start();
  expect(config.service.variables()).toEqual([
    { name: 'A', from: 'process' },
    { name: 'B', from: 'file' },
  ]);
});

it('writes no dots over a secret', async () => {
  config = await createTestConfig({
    'openclaw.json': "{ channels: { telegram: { token: '1:secret' } } }",
  });
  const { hash: baseHash } = await config.service.start();
  const { parsed } = await config.service.get();
  const value = (parsed as { channels: { telegram: object } }).channels.telegram;
  const refused = { code: 'CONFIG_DOTS_LEFT' };
  const edits = [{ op: 'set', path: 'channels.telegram', value }] as const;
  await expect(config.service.edit({ edits, baseHash })).rejects.toMatchObject(refused);
  const raw = JSON.stringify({ channels: { telegram: value } });
  await expect(config.service.patch({ raw, baseHash })).rejects.toMatchObject(refused);
  expect(config.service.current().config.channels['telegram']).toMatchObject({ token: '1:secret' });
});
