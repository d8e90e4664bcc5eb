import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { secretDots } from './redact.ts';
import { createTestConfig, type TestConfig } from './test-service.ts';

let config: TestConfig;
afterEach(() => config.close());

const text = `{
  gateway: { name: 'Home' },
  channels: {
    tg: { type: 'telegram', token: '1:old' },
  },
}
`;

/** Two browsers read the same; the first one has saved another secret, the second has read again. */
async function setUp() {
  config = await createTestConfig({ 'openclaw.json': text });
  const { hash: base } = await config.service.start();
  const { raw } = await config.service.get();
  const first = await config.service.edit({
    edits: [{ op: 'set', path: 'channels.tg.token', value: '2:first' }],
    baseHash: base,
  });
  // Not to be told apart by what a browser sees.
  expect((await config.service.get()).raw).toBe(raw);
  return { raw, base, baseHash: first.hash };
}

const onDisk = () => readFile(join(config.folder, 'openclaw.json'), 'utf8');
const changed = { code: 'CONFIG_SECRET_CHANGED', values: { path: 'channels.tg.token' } };
const set = (value: string) => [{ op: 'set', path: 'channels.tg.token', value }] as const;

it('a secret that somebody else changed is not overwritten by a text', async () => {
  const { raw, base, baseHash } = await setUp();
  const mine = raw.replace(secretDots, '3:second');
  const save = config.service.set({ raw: mine, baseHash, secretsBase: base });
  await expect(save).rejects.toMatchObject(changed);
  await expect(save).rejects.not.toThrow('2:first');
  expect(await onDisk()).toContain('2:first');
  // Whoever was asked and decided bases the secret on what is there now.
  await config.service.set({ raw: mine, baseHash, secretsBase: baseHash });
  expect(await onDisk()).toContain('3:second');
});

it('nor by an edit, nor taken away with its entry', async () => {
  const { base, baseHash } = await setUp();
  for (const edits of [set('3:second'), [{ op: 'delete', path: 'channels.tg' }] as const]) {
    const save = config.service.edit({ edits, baseHash, secretsBase: base });
    await expect(save).rejects.toMatchObject(changed);
  }
});

it('nor moved to the store from a text that was typed over another one', async () => {
  const { raw, base, baseHash } = await setUp();
  const move = config.service.moveSecret({
    ...{ path: 'channels.tg.token', to: 'env', name: 'TG', baseHash, secretsBase: base },
    raw: raw.replace(secretDots, '3:second'),
  });
  await expect(move).rejects.toMatchObject(changed);
  expect(config.service.variables()).toEqual([]);
});

it('without the check the second one would win, which nobody would see', async () => {
  const { baseHash } = await setUp();
  await config.service.edit({ edits: set('3:second'), baseHash });
  expect(await onDisk()).toContain('3:second');
});

it('whoever leaves the dots, or types the same secret, overwrites nothing', async () => {
  const { raw, base, baseHash } = await setUp();
  const other = raw.replace('Home', 'Hut');
  const { hash } = await config.service.set({ raw: other, baseHash, secretsBase: base });
  expect(await onDisk()).toContain('2:first');
  await config.service.edit({ edits: set('2:first'), baseHash: hash, secretsBase: base });
});

it('what others changed elsewhere is no reason to refuse', async () => {
  config = await createTestConfig({ 'openclaw.json': text });
  const { hash: secretsBase } = await config.service.start();
  const rename = [{ op: 'set', path: 'gateway.name', value: 'Hut' }] as const;
  const { hash: baseHash } = await config.service.edit({ edits: rename, baseHash: secretsBase });
  await config.service.edit({ edits: set('3:second'), baseHash, secretsBase });
  expect(await onDisk()).toContain('3:second');
});

it('when nobody knows any more what a secret was typed over, it is asked', async () => {
  const { baseHash } = await setUp();
  const save = config.service.edit({ edits: set('3:second'), baseHash, secretsBase: 'long gone' });
  await expect(save).rejects.toMatchObject(changed);
});
