import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { limits } from '../../shared/config/limits.ts';
import { createSecretStore } from './secret-store.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openclaw-secrets-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('keeps secrets in a file that only the user can read, and leaves nothing beside it', async () => {
  const store = createSecretStore(join(folder, 'credentials'));
  store.set('B', 'two');
  store.set('A', 'one');
  expect([store.names(), store.read('A'), store.read('C')]).toEqual([['A', 'B'], 'one', undefined]);
  expect(store.remove('A')).toBe(true);
  expect(store.remove('A')).toBe(false);
  expect(store.read('A')).toBeUndefined();
  expect(await readdir(join(folder, 'credentials'))).toEqual(['secrets.json']);
  expect((await stat(join(folder, 'credentials/secrets.json'))).mode & 0o777).toBe(0o600);
});

it('sees at once what another store on the same folder wrote', () => {
  const [one, other] = [createSecretStore(folder), createSecretStore(folder)];
  one.set('A', '1');
  expect(other.read('A')).toBe('1');
  other.set('A', '2');
  expect(one.read('A')).toBe('2');
  expect(other.names()).toEqual(['A']);
});

it('never writes over a file it does not understand', async () => {
  await writeFile(join(folder, 'secrets.json'), '{ "A": "1", ');
  const store = createSecretStore(folder);
  expect(store.read('A')).toBeUndefined();
  expect(() => store.set('B', '2')).toThrow(
    expect.objectContaining({ code: 'CONFIG_SECRETS_UNREADABLE' }),
  );
  expect(() => store.remove('A')).toThrow();
  expect(await readFile(join(folder, 'secrets.json'), 'utf8')).toBe('{ "A": "1", ');
});

it('holds a bounded number, and a full store still changes what it has', async () => {
  const all = Array.from({ length: limits.config.secrets }, (_, index) => [`S${index}`, 'x']);
  await writeFile(join(folder, 'secrets.json'), JSON.stringify(Object.fromEntries(all)));
  const store = createSecretStore(folder);
  expect(() => store.set('MORE', 'x')).toThrow(
    expect.objectContaining({ code: 'CONFIG_SECRETS_FULL' }),
  );
  store.set('S0', 'y');
  expect(store.read('S0')).toBe('y');
});
