import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isSameSecret, isUsableToken, loadCredentials, readSharedToken } from './credentials.ts';

let folder = '';
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'openclaw-credentials-')), 'credentials');
});
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

const load = (configured?: string) =>
  loadCredentials({ folder, configuredToken: () => configured });

it('makes a token on the first start and keeps it', async () => {
  expect(await readSharedToken(folder)).toBeUndefined();
  const first = await load();
  expect(first.token.length).toBeGreaterThanOrEqual(43);
  expect((await load()).token).toBe(first.token);
  expect(await readSharedToken(folder)).toBe(first.token);
  expect((await load()).deviceToken('d', 'operator', 1)).toBe(
    first.deviceToken('d', 'operator', 1),
  );
});

it.skipIf(process.platform === 'win32')('lets only the owner read them', async () => {
  await load();
  for (const name of await readdir(folder)) await chmod(join(folder, name), 0o644);
  await chmod(folder, 0o755);
  await load();
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  for (const name of await readdir(folder)) {
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  }
});

it('replaces a file that holds no token', async () => {
  const first = await load();
  for (const remains of ['', '\n', 'undefined', 'null', 'short']) {
    await writeFile(join(folder, 'gateway-token'), remains);
    const made = await load();
    expect(isUsableToken(made.token)).toBe(true);
    expect(made.token).not.toBe(first.token);
  }
  expect((await readdir(folder)).some((name) => name.endsWith('.tmp'))).toBe(false);
});

it('accepts the token and nothing that only looks like one', async () => {
  const { token, accepts } = await load();
  expect(accepts(token)).toBe(true);
  expect(accepts(` ${token}\n`)).toBe(true);
  for (const wrong of [
    '',
    ' ',
    'undefined',
    'null',
    `${token}x`,
    token.slice(1),
    'x'.repeat(4096),
  ]) {
    expect(accepts(wrong)).toBe(false);
  }
});

it('lets the configuration override the file, but never with an empty value', async () => {
  const own = (await load()).token;
  const configured = await load('a-configured-token-1');
  expect(configured).toMatchObject({ token: 'a-configured-token-1', isConfigured: true });
  expect(configured.accepts(own)).toBe(false);
  for (const remains of ['', 'undefined', 'null']) {
    const fallback = await load(remains);
    expect(fallback).toMatchObject({ token: own, isConfigured: false });
    expect(fallback.accepts(remains)).toBe(false);
  }
});

it('derives another token for each device, role and generation, and none equal to a secret', async () => {
  const { deviceToken, token } = await load();
  const tokens = [
    deviceToken('d1', 'operator', 1),
    deviceToken('d2', 'operator', 1),
    deviceToken('d1', 'node', 1),
    deviceToken('d1', 'operator', 2),
    token,
    (await readFile(join(folder, 'device-key'), 'utf8')).trim(),
  ];
  expect(new Set(tokens).size).toBe(tokens.length);
});

it('compares secrets of any length', () => {
  expect(isSameSecret('a', 'a')).toBe(true);
  expect(isSameSecret('a', 'ab')).toBe(false);
  expect(isSameSecret('', '')).toBe(true);
});
