import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExtensionRow } from '../../src/shared/protocol/extensions.ts';
import type { Client } from '../support/client.ts';
import { runCli, type CliResult } from '../support/run-cli.ts';
import { createScene, type Scene } from '../support/scene.ts';

let scene: Scene;
let client: Client;
let web: Server;
/** What the server was asked for: path and the header Authorization. */
let asked: { url: string; authorization: string | undefined }[];
let port: number;

beforeEach(async () => {
  asked = [];
  web = createServer((request, response) => {
    const url = request.url ?? '';
    asked.push({ url, authorization: request.headers.authorization });
    const target = /^\/redirect\?to=(.*)$/.exec(url)?.[1];
    if (target !== undefined)
      response.writeHead(302, { location: decodeURIComponent(target) }).end();
    else response.end(`you are at ${url} with ${request.headers.authorization ?? 'nothing'}`);
  });
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  const address = web.address();
  port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  scene = await createScene();
  client = await scene.connect();
});
afterEach(async () => {
  await scene.dispose();
  await new Promise((resolve) => web.close(resolve));
});

const cli = (...args: string[]): Promise<CliResult> => runCli(args, { stateDir: scene.stateDir });
const run = async (
  name: string,
  args: Readonly<Record<string, unknown>> = {},
): Promise<{ code: number; out: string }> => {
  const { isError, text } = await client.request('tools.invoke', { name, args });
  return { code: isError ? 1 : 0, out: `${text}\n` };
};
const fileOf = (name: string, file: string): string =>
  path.join(scene.stateDir, 'extensions', name, file);
const rowOf = async (name: string): Promise<ExtensionRow | undefined> =>
  (await client.request('extension.list', {})).extensions.find((row) => row.name === name);

async function save(name: string, permissions: object, code: string): Promise<void> {
  const tools = [...code.matchAll(/export async function (\w+)/g)].map(([, tool]) => ({
    name: tool,
    description: 'A test.',
  }));
  const manifest = { name, version: '1', description: 'A test.', permissions, tools };
  await mkdir(path.dirname(fileOf(name, 'x')), { recursive: true });
  await writeFile(fileOf(name, 'index.ts'), code);
  await writeFile(fileOf(name, 'extension.json5'), JSON.stringify(manifest));
  await client.request('extension.reload', {});
}
async function grant(name: string, permissions: object, code: string): Promise<void> {
  await save(name, permissions, code);
  expect((await cli('extensions', 'approve', name)).code).toBe(0);
}
/** Waits for a row to become so, by the event that tells of a change. */
async function until(name: string, isSo: (row: ExtensionRow) => boolean): Promise<ExtensionRow> {
  for (let seen = 0; ;) {
    const row = await rowOf(name);
    if (row && isSo(row)) return row;
    let count = 0;
    await client.event('tools.changed', ({ reason }) => {
      if (reason === 'extension') count += 1;
      return count > seen;
    });
    seen = client.eventsOf('tools.changed').filter(({ reason }) => reason === 'extension').length;
  }
}

describe('an extension', () => {
  it('is made, tested, run, changed and broken without a restart', async () => {
    const made = await cli('tools', 'new', 'greeter');
    expect(made).toMatchObject({ code: 0 });
    const { stdout } = await promisify(execFile)(process.execPath, ['--test'], {
      cwd: path.dirname(fileOf('greeter', 'x')),
      env: { PATH: process.env['PATH'] },
    });
    expect(stdout).toContain('fail 0');
    await until('greeter', (row) => row.state === 'ready');
    const first = await cli('tools', 'run', 'greeter', '--json', '{ "name": "Ada" }');
    expect(first).toMatchObject({ code: 0, out: 'Hello Ada!\n' });
    expect((await run('greeter', { name: 'Ada' })).out).toBe('Hello Ada, for the 2. time.\n');
    expect((await run('greeter', { nom: 'Ada' })).code).toBe(1);

    const code = await readFile(fileOf('greeter', 'index.ts'), 'utf8');
    await cli('tools', 'new', 'other');
    await until('other', (row) => row.state === 'ready');
    await writeFile(fileOf('greeter', 'index.ts'), code.replaceAll('Hello', 'Good day'));
    await waitFor(async () => (await run('greeter', { name: 'Bob' })).out.includes('Good day Bob'));

    await writeFile(fileOf('greeter', 'index.ts'), `${code}\nthrow new Error('not yet');\n`);
    const broken = await until('greeter', (row) => row.state === 'last-good');
    expect(broken.problems[0]).toMatchObject({ code: 'EXTENSION_CODE_INVALID', file: 'index.ts' });
    expect(broken.problems[0]?.line).toBeGreaterThan(10);
    expect((await run('greeter', { name: 'Cy' })).out).toContain('Good day Cy');
    expect((await run('other', { name: 'Cy' })).out).toBe('Hello Cy!\n');
    expect((await cli('extensions', 'list')).out).toContain('greeter/index.ts:');
    await writeFile(fileOf('greeter', 'index.ts'), `${code}\nexport const = 5;\n`);
    await until('greeter', (row) => row.problems[0]?.message.includes('Unexpected token') === true);
    expect((await run('greeter', { name: 'Di' })).out).toContain('Good day Di');

    await writeFile(fileOf('greeter', 'index.ts'), code);
    await until('greeter', (row) => row.state === 'ready');
    expect((await cli('extensions', 'remove', 'greeter')).code).toBe(0);
    expect((await run('greeter', { name: 'Ada' })).code).not.toBe(0);
    expect(await rowOf('greeter')).toBeUndefined();
  });

  it('that asks for something waits until the owner approved exactly that', async () => {
    const code = `export async function look() { return (await host.fetch('http://127.0.0.1:${port}/a')).text; }`;
    const permissions = { hosts: [`127.0.0.1:${port}`] };
    await save('looker', permissions, code);
    const refused = await run('look');
    expect(refused.code).toBe(1);
    expect(refused.out).toContain('openclaw extensions approve looker');
    expect(asked).toEqual([]);

    const seen = await rowOf('looker');
    expect(seen).toMatchObject({ state: 'needs-approval', approval: 'missing', permissions });
    expect((await cli('extensions', 'approve', 'looker')).out).toContain(`127.0.0.1:${port}`);
    expect((await run('look')).out).toContain('you are at /a');

    await save('looker', { hosts: [`127.0.0.1:${port}`, 'evil.example'] }, code);
    expect(await rowOf('looker')).toMatchObject({ state: 'needs-approval', approval: 'outdated' });
    expect((await run('look')).code).toBe(1);
    const stale = { name: 'looker', permissionsHash: seen?.permissionsHash };
    expect((await client.refused('extension.approve', stale)).details.code).toBe(
      'EXTENSION_PERMISSIONS_CHANGED',
    );

    await save('looker', permissions, `${code}\n// another code`);
    expect((await run('look')).code).toBe(0);
    await cli('extensions', 'revoke', 'looker');
    expect((await run('look')).code).toBe(1);
  });

  it('keeps its approval and its values over a restart', async () => {
    const code = `export async function count() {
      const now = ((await host.store.get('n')) ?? 0) + 1;
      await host.store.set('n', now);
      return now;
    }`;
    await grant('counter', { hosts: ['a.example'] }, code);
    expect((await run('count')).out).toContain('1');
    await scene.end('SIGKILL');
    await scene.start();
    client = await scene.connect();
    expect((await run('count')).out).toContain('2');
    const mode = await readFile(path.join(scene.stateDir, 'credentials/extension-approvals.json'));
    expect(mode.toString()).toContain('counter');
  });
});

describe('an extension never leaves what it was granted:', () => {
  const fetcher =
    'export async function get({ url }: { url: string }) { const { text } = await host.fetch(url); return text; }';

  it('another host, another port, a private address', async () => {
    await grant('f', { hosts: [`127.0.0.1:${port}`, 'localhost.example'] }, fetcher);
    expect((await run('get', { url: `http://127.0.0.1:${port}/fine` })).out).toContain('/fine');
    asked = [];
    for (const url of [
      `http://localhost:${port}/`,
      `http://127.0.0.2:${port}/`,
      `http://[::ffff:127.0.0.1]:${port}/`,
      'http://127.0.0.1:1/',
      'http://evil.example/',
      'file:///etc/passwd',
      `http://127.0.0.1:${port}@evil.example/`,
    ])
      expect((await run('get', { url })).code, url).toBe(1);
    expect(asked).toEqual([]);
  });

  it('a redirect to somewhere else', async () => {
    await grant('f', { hosts: [`127.0.0.1:${port}`] }, fetcher);
    const to = (url: string): { url: string } => ({
      url: `http://127.0.0.1:${port}/redirect?to=${encodeURIComponent(url)}`,
    });
    expect((await run('get', to('/fine'))).out).toContain('you are at /fine');
    const away = await run('get', to(`http://localhost:${port}/secret`));
    expect(away.out).toContain('may not reach');
    expect(asked.map(({ url }) => url)).not.toContain('/secret');
  });

  it('files by "..", by links, for writing, and those of the gateway', async () => {
    const files = path.join(scene.root, 'granted');
    await mkdir(path.join(files, 'sub'), { recursive: true });
    await writeFile(path.join(files, 'inside.txt'), 'inside');
    await writeFile(path.join(scene.root, 'outside.txt'), 'outside');
    await symlink(path.join(scene.root, 'outside.txt'), path.join(files, 'link.txt'));
    await symlink(scene.root, path.join(files, 'sub/up'));
    const code = `
      export async function read({ path }: { path: string }) { return await host.files.read(path); }
      export async function write({ path }: { path: string }) { await host.files.write(path, 'new'); return 'written'; }
      export async function list({ path }: { path: string }) { return (await host.files.list(path)).map((one) => one.name); }`;
    await grant('r', { folders: [{ path: files }] }, code);
    expect((await run('read', { path: `${files}/inside.txt` })).out).toBe('inside\n');
    expect((await run('list', { path: files })).out).toContain('inside.txt');
    for (const one of [
      `${files}/../outside.txt`,
      `${files}/link.txt`,
      `${files}/sub/up/outside.txt`,
      path.join(scene.root, 'outside.txt'),
      '/etc/passwd',
      'inside.txt',
    ]) {
      const refused = await run('read', { path: one });
      expect(refused.code, one).toBe(1);
      expect(refused.out).not.toContain('outside"');
    }
    expect((await run('write', { path: `${files}/new.txt` })).code).toBe(1);

    await grant('r', { folders: [{ path: scene.root, write: true }] }, code);
    expect((await run('write', { path: `${files}/deep/new.txt` })).out).toBe('written\n');
    expect(await readFile(path.join(files, 'deep/new.txt'), 'utf8')).toBe('new');
    const token = path.join(scene.stateDir, 'credentials/gateway-token');
    expect((await run('read', { path: token })).code).toBe(1);
    expect((await run('write', { path: path.join(scene.stateDir, 'openclaw.json') })).code).toBe(1);
    const outside = await run('read', { path: path.join(scene.root, 'outside.txt') });
    expect(outside, 'control: a wider grant').toMatchObject({ code: 0, out: 'outside\n' });
  });

  it('secrets: used without being seen, and only those that were granted', async () => {
    const secrets = { API_KEY: 'sk-very-secret', OTHER: 'sk-other-secret' };
    await writeFile(path.join(scene.stateDir, 'credentials/secrets.json'), JSON.stringify(secrets));
    const code = `export async function call({ secret, to }: { secret: string; to?: string }) {
      const headers = { Authorization: 'Bearer {{secret:' + secret + '}}' };
      return (await host.fetch(to ?? 'http://127.0.0.1:${port}/api', { headers })).text;
    }`;
    await grant(
      's',
      { hosts: [`127.0.0.1:${port}`, `localhost:${port}`], secrets: ['API_KEY'] },
      code,
    );
    const fine = await run('call', { secret: 'API_KEY' });
    expect(asked.at(-1)?.authorization).toBe('Bearer sk-very-secret');
    expect(fine.out).toContain('Bearer ••••••');
    expect(fine.out).not.toContain('sk-very-secret');
    asked = [];
    for (const secret of ['OTHER', 'OPENCLAW_GATEWAY_TOKEN', 'PATH'])
      expect((await run('call', { secret })).code, secret).toBe(1);
    expect(asked).toEqual([]);
    const to = `http://127.0.0.1:${port}/redirect?to=${encodeURIComponent(`http://localhost:${port}/x`)}`;
    await run('call', { secret: 'API_KEY', to });
    expect(asked.map(({ authorization }) => authorization)).toEqual([
      'Bearer sk-very-secret',
      undefined,
    ]);
  });

  it('the sandbox: no Node, no modules, no globals of ours', async () => {
    const code = `export async function probe() {
      return [typeof process, typeof require, typeof fetch, typeof Buffer, Object.keys(host).join()];
    }
    export async function load() { return await import('node:fs'); }
    export async function spin() { for (;;); }`;
    await save('p', {}, code);
    expect((await run('probe')).out).toContain('undefined","undefined"');
    expect((await run('load')).code).toBe(1);
    const spinning = run('spin').catch(() => undefined);
    const others = await scene.connect();
    expect(await others.request('health', {})).toMatchObject({ ok: true });
    await scene.end();
    await spinning;
  });
});

describe('broken extensions', () => {
  it('say what is wrong, where, and how it is mended; the others work', async () => {
    await cli('tools', 'new', 'fine');
    await save('typo', {}, 'export async function typo() { return 1; }');
    const manifest = await readFile(fileOf('typo', 'extension.json5'), 'utf8');
    await writeFile(
      fileOf('typo', 'extension.json5'),
      JSON.stringify({ ...(JSON.parse(manifest) as object), permisions: {} }, undefined, 2),
    );
    await save('taken', {}, 'export async function clock() { return 1; }');
    await save('empty', {}, 'export async function nothing() {}');
    await rm(fileOf('empty', 'index.ts'));
    await client.request('extension.reload', {});
    const typo = await rowOf('typo');
    expect(typo).toMatchObject({ state: 'last-good' });
    expect(typo?.problems[0]).toMatchObject({
      file: 'extension.json5',
      hint: 'Did you mean "permissions"?',
    });
    expect(typo?.problems[0]?.line).toBeGreaterThan(1);
    expect((await rowOf('taken'))?.problems[0]?.code).toBe('EXTENSION_TOOL_TAKEN');
    expect((await rowOf('empty'))?.state).toBe('last-good');
    expect((await run('fine', { name: 'Ada' })).out).toBe('Hello Ada!\n');
    expect((await run('typo')).out).toBe('1\n');
    expect((await run('clock')).out).not.toBe('1\n');
  });

  it('that fail in a call fail that call', async () => {
    await save(
      'thrower',
      {},
      `export async function thrower() {\n  throw new Error('no luck');\n}\nexport async function ok() { return 'ok'; }`,
    );
    const failed = await run('thrower');
    expect(failed.code).toBe(1);
    expect(failed.out).toMatch(/no luck.*line 2/);
    expect((await run('ok')).out).toBe('ok\n');
  });
});

async function waitFor(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
}
