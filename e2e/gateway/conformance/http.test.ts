import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestGateway } from './harness.ts';

let gateway: TestGateway;
let folder = '';
let isReady = true;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openclaw-static-'));
  const root = join(folder, 'root');
  await mkdir(join(root, 'assets'), { recursive: true });
  await writeFile(join(root, 'index.html'), '<!doctype html><title>index</title>');
  const script = 'console.log(1);'.repeat(50);
  const name = join(root, 'assets', 'app-D4f5G6h7.js');
  await writeFile(name, script);
  await writeFile(`${name}.br`, brotliCompressSync(script));
  await writeFile(`${name}.gz`, gzipSync(script));
  await writeFile(join(root, 'icon.svg'), '<svg/>');
  await writeFile(join(root, '.env'), 'SECRET=1');
  await writeFile(join(folder, 'outside.txt'), 'TREASURE');
  await symlink(join(folder, 'outside.txt'), join(root, 'link.txt'));
  gateway = await startGateway({ staticDir: root, isReady: () => isReady });
});
afterAll(async () => {
  await gateway.close();
  await rm(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** Sends the path exactly as it is, which fetch would not. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: gateway.port, path, headers, method };
    const sent = httpRequest(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('latin1');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    sent.on('error', reject).end();
  });
}

describe('the interface', () => {
  it('is served at / and for each of its pages', async () => {
    for (const path of ['/', '/chat', '/sessions/agent%3Amain', '/index.html']) {
      const answer = await get(path);
      expect([answer.status, answer.headers['cache-control']]).toEqual([200, 'no-cache']);
      expect(answer.text).toContain('<title>index</title>');
    }
  });

  it('comes with a policy that allows nothing foreign and nothing inline', async () => {
    for (const path of ['/', '/icon.svg', '/no-such.js', '/healthz']) {
      const { headers } = await get(path);
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe-eval');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
    }
  });

  it('sends hashed files compressed and for ever, and only if they changed', async () => {
    const path = '/assets/app-D4f5G6h7.js';
    const plain = await get(path);
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.headers['cache-control']).toContain('immutable');
    const brotli = await get(path, { 'accept-encoding': 'gzip, br' });
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(brotli.headers['content-type']).toContain('text/javascript');
    const gzip = await get(path, { 'accept-encoding': 'gzip, br;q=0' });
    expect(gzip.headers['content-encoding']).toBe('gzip');
    const etag = String(brotli.headers.etag);
    const again = await get(path, { 'accept-encoding': 'br', 'if-none-match': etag });
    expect([again.status, again.text]).toEqual([304, '']);
    const head = await get(path, {}, 'HEAD');
    expect([head.status, head.text]).toEqual([200, '']);
  });

  it.each([
    '/../outside.txt',
    '/%2e%2e/outside.txt',
    '/..%2foutside.txt',
    '/assets/../../outside.txt',
    '/assets/..%5c..%5coutside.txt',
    '//../outside.txt',
    '/link.txt',
    '/.env',
    '/%00.txt',
    '/%ff.txt',
    '/assets',
  ])('keeps inside its folder: %s', async (path) => {
    const { text } = await get(path);
    expect(text).not.toContain('TREASURE');
    expect(text).not.toContain('SECRET');
  });

  it('says in words what is not there and what cannot be done', async () => {
    const missing = await get('/no-such.js');
    expect([missing.status, missing.text]).toEqual([
      404,
      'There is nothing at /no-such.js. The interface is at /.\n',
    ]);
    const wrong = await get('/', {}, 'POST');
    expect([wrong.status, wrong.headers.allow]).toEqual([405, 'GET, HEAD']);
    expect((await get('/auth/session', {}, 'PUT')).status).toBe(405);
  });

  it('is not shown under a name somebody else controls', async () => {
    const answer = await get('/', { host: 'evil.example' });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('evil.example');
    expect((await get('/', { host: 'localhost:1' })).status).toBe(200);
  });
});

describe('health', () => {
  it('is told to anybody, in two words', async () => {
    const health = await get('/healthz', { host: 'probe.example' });
    expect(JSON.parse(health.text)).toEqual({ ok: true, status: 'live', service: 'openclaw' });
    expect((await get('/readyz')).status).toBe(200);
    isReady = false;
    expect((await get('/readyz')).status).toBe(503);
    isReady = true;
  });
});

it('says so when the interface is not part of the installation', async () => {
  const bare = await startGateway();
  const answer = await fetch(bare.httpUrl);
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain('not part of this installation');
  await bare.close();
});
