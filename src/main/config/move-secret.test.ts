import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createSecretStore } from '../platform/secret-store.ts';
import { createTestConfig, type TestConfig } from './test-service.ts';

let config: TestConfig;
afterEach(() => config.close());

const text = `{
  // mine
  channels: { telegram: { token: '1:a"b', agent: "assistant" } },
}
`;

async function setUp(files: Readonly<Record<string, string>>, env: Record<string, string> = {}) {
  config = await createTestConfig(files, { env });
  const { hash } = await config.service.start();
  return { hash, disk: (name: string) => readFile(join(config.folder, name), 'utf8') };
}

const where = { path: 'channels.telegram.token', name: 'TG_TOKEN' } as const;
const token = () => config.service.current().config.channels['telegram'];

it('moves a secret to .env: its lines stay, the text changes in one place, nothing else', async () => {
  const { hash, disk } = await setUp({ 'openclaw.json': text, '.env': '# keys\nA=1\nB="x y"' });
  const applied = await config.service.moveSecret({ ...where, to: 'env', baseHash: hash });
  expect(applied.changedPaths).toEqual([]);
  expect(await disk('.env')).toBe('# keys\nA=1\nB="x y"\nTG_TOKEN=\'1:a"b\'\n');
  expect((await stat(join(config.folder, '.env'))).mode & 0o777).toBe(0o600);
  expect(await disk('openclaw.json')).toBe(text.replace(`'1:a"b'`, "'$TG_TOKEN'"));
  expect(token()).toMatchObject({ token: '1:a"b' });
});

it('moves a secret to the store, also out of an include', async () => {
  const files = {
    'openclaw.json': "{ channels: { $include: './c.json5' } }",
    'c.json5': '{ telegram: { token: "1:abc" /* here */ } }',
  };
  config = await createTestConfig(files);
  const secrets = createSecretStore(join(config.folder, 'credentials'));
  await config.close();
  config = await createTestConfig(files, { secrets });
  const { hash } = await config.service.start();
  await config.service.moveSecret({ ...where, to: 'store', baseHash: hash });
  expect(await readFile(join(config.folder, 'c.json5'), 'utf8')).toBe(
    '{ telegram: { token: "${secret:TG_TOKEN}" /* here */ } }',
  );
  expect(secrets.read('TG_TOKEN')).toBe('1:abc');
  expect(token()).toMatchObject({ token: '1:abc' });
  expect([...config.service.secretUses()]).toEqual([['TG_TOKEN', ['channels.telegram.token']]]);
});

it('moves a secret out of a text that was not saved, which no version then holds', async () => {
  const { hash, disk } = await setUp({ 'openclaw.json': '{ }\n' });
  await config.service.moveSecret({ ...where, to: 'env', baseHash: hash, raw: text });
  expect(await disk('openclaw.json')).toBe(text.replace(`'1:a"b'`, "'$TG_TOKEN'"));
  expect(await disk('history/00000002.json')).not.toContain('1:a');
});

it('keeps the secret before the text is written', async () => {
  const { hash, disk } = await setUp({ 'openclaw.json': text });
  await chmod(join(config.folder, 'openclaw.json'), 0o400);
  await expect(
    config.service.moveSecret({ ...where, to: 'env', baseHash: hash }),
  ).rejects.toMatchObject({ code: 'CONFIG_READ_ONLY' });
  expect(await disk('.env')).toContain('1:a"b');
  expect(await disk('openclaw.json')).toBe(text);
  await chmod(join(config.folder, 'openclaw.json'), 0o600);
  await config.service.moveSecret({ ...where, to: 'env', baseHash: hash });
  expect(token()).toMatchObject({ token: '1:a"b' });
});

it.each([
  ['a name that means something else in .env', { '.env': 'TG_TOKEN=other\n' }, {}],
  ['a name that means something else in the process', {}, { TG_TOKEN: 'other' }],
])('refuses %s', async (_, files, env) => {
  const { hash, disk } = await setUp({ 'openclaw.json': text, ...files }, env);
  await expect(
    config.service.moveSecret({ ...where, to: 'env', baseHash: hash }),
  ).rejects.toMatchObject({ code: 'CONFIG_SECRET_NAME_TAKEN' });
  expect(await disk('openclaw.json')).toBe(text);
});

it('refuses what is no open secret, and a state that is not the one that was read', async () => {
  const { hash } = await setUp({ 'openclaw.json': text.replace('1:a"b', '$GONE') });
  const move = (path: string, baseHash: string) =>
    config.service.moveSecret({ ...where, path, to: 'env', baseHash });
  await expect(move(where.path, hash)).rejects.toMatchObject({ code: 'CONFIG_SECRET_NOT_OPEN' });
  await expect(move('gateway.name', hash)).rejects.toMatchObject({
    code: 'CONFIG_SECRET_NOT_OPEN',
  });
  await writeFile(join(config.folder, 'openclaw.json'), text);
  await expect(move(where.path, hash)).rejects.toMatchObject({ code: 'CONFIG_CONFLICT' });
});

it.each([`plain`, `a b`, `a'b`, `a"b\`c`, `#x`, `pa$$word`, `=`, `\\n`, `ünï`])(
  'a value such as %j means the same before and after',
  async (value) => {
    const literal = JSON.stringify(value);
    const { hash } = await setUp({
      'openclaw.json': `{ channels: { telegram: { token: ${literal} } } }`,
    });
    const before = token();
    await config.service.moveSecret({ ...where, to: 'env', baseHash: hash });
    expect(token()).toEqual(before);
    expect((await config.service.get()).raw).toContain('"$TG_TOKEN"');
  },
);

it('takes it out of the versions before, which can still be brought back', async () => {
  const { hash, disk } = await setUp({ 'openclaw.json': text });
  const { hash: next } = await config.service.edit({
    edits: [{ op: 'set', path: 'gateway.name', value: 'Home' }],
    baseHash: hash,
  });
  const { hash: moved } = await config.service.moveSecret({ ...where, to: 'env', baseHash: next });
  for (const name of ['1', '2']) {
    expect(await disk(`history/0000000${name}.json`)).not.toContain('1:a');
  }
  await config.service.restore(1, { baseHash: moved });
  expect(await disk('openclaw.json')).toBe(text.replace(`'1:a"b'`, "'$TG_TOKEN'"));
  expect(token()).toMatchObject({ token: '1:a"b' });
  // Moving it changed nothing else, so the version that was there says what is on the disk.
  expect((await config.service.history()).map(({ version }) => version)).toEqual([3, 2, 1]);
});
