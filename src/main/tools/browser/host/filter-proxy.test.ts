import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createNetGuard } from '../../web/net-guard.ts';
import { startFilterProxy, type FilterProxy } from './filter-proxy.ts';

let server: http.Server;
let port: number;
let seen: http.IncomingHttpHeaders[];
let proxy: FilterProxy;
let refused: string[];

beforeAll(async () => {
  server = http.createServer((request, response) => {
    seen.push(request.headers);
    response.writeHead(200, [
      ...['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2'],
      ...['X-From', request.url ?? ''],
    ]);
    request.pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  proxy = await startFilterProxy({
    guard: () =>
      createNetGuard({
        allowPrivate: [`home.example:${port}`],
        resolve: () => Promise.resolve(['127.0.0.1']),
      }),
    onRefused: (target) => refused.push(target.host),
  });
});
afterAll(async () => {
  await proxy.close();
  server.close();
});
beforeEach(() => {
  seen = [];
  refused = [];
});

const password = (): string =>
  `Basic ${Buffer.from(`${proxy.username}:${proxy.password}`).toString('base64')}`;

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

function request(
  path: string,
  headers: http.OutgoingHttpHeaders = {},
  body?: string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST';
    const outgoing = http.request({ host: '127.0.0.1', port: proxy.port, path, method, headers });
    outgoing.on('error', reject).on('response', (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }),
      );
    });
    outgoing.end(body);
  });
}

/** Opens a tunnel and says the first line that comes back; and what came through it. */
function tunnel(to: string, auth = password(), say = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(proxy.port, '127.0.0.1');
    let text = '';
    socket.on('error', reject).on('close', () => resolve(text));
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (chunk.includes(' 200 Connection')) socket.write(say === '' ? 'x\r\n\r\n' : say);
    });
    socket.write(`CONNECT ${to} HTTP/1.1\r\nHost: ${to}\r\nProxy-Authorization: ${auth}\r\n\r\n`);
  });
}

describe('the filtering proxy', () => {
  it('lets through what is allowed, with its headers, and keeps the password', async () => {
    const headers = { 'Proxy-Authorization': password(), 'X-Mine': 'yes', Host: 'other.example' };
    const answer = await request(`http://home.example:${port}/a?b=c`, headers, 'hello');
    expect(answer).toMatchObject({ status: 200, body: 'hello' });
    expect(answer.headers['set-cookie']).toEqual(['a=1', 'b=2']);
    expect(answer.headers['x-from']).toBe('/a?b=c');
    expect(seen[0]).toMatchObject({ 'x-mine': 'yes', host: `home.example:${port}` });
    expect(JSON.stringify(seen)).not.toContain(password());
  });

  it('serves nobody without its password', async () => {
    const url = `http://home.example:${port}/`;
    expect((await request(url)).status).toBe(407);
    const wrong = { 'Proxy-Authorization': `${password().slice(0, -2)}xx` };
    expect((await request(url, wrong)).status).toBe(407);
    expect(await tunnel(`home.example:${port}`, 'Basic eDp5')).toContain(' 407 ');
    expect(seen).toEqual([]);
  });

  it.each([
    () => `http://127.0.0.1:${port}/`,
    () => `http://localhost:${port}/`,
    () => `http://0x7f.1:${port}/`,
    () => `http://other.example:${port}/`,
  ])('refuses what is private (%#)', async (url) => {
    const answer = await request(url(), { 'Proxy-Authorization': password() });
    expect(answer.status).toBe(403);
    expect(refused).toHaveLength(1);
    expect(seen).toEqual([]);
  });

  it('looks at tunnels as at requests', async () => {
    const get = 'GET /through HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
    expect(await tunnel(`home.example:${port}`, undefined, get)).toContain('X-From: /through');
    seen = [];
    for (const to of [`127.0.0.1:${port}`, `[::ffff:127.0.0.1]:${port}`, `other.example:${port}`])
      expect(await tunnel(to), to).toContain(' 403 ');
    expect(refused).toHaveLength(3);
    expect(seen).toEqual([]);
  });

  it.each(['/', 'https://home.example/', 'ftp://home.example/', 'file:///etc/passwd'])(
    'does not know what to do with %s',
    async (path) => {
      const answer = await request(path, { 'Proxy-Authorization': password() });
      expect(answer.status).toBe(400);
    },
  );

  it.each([
    ['home.example', ' 400 '],
    ['home.example:80/x', ' 400 '],
    ['home.example:25', ' 403 '],
    ['update.googleapis.com:443', ' 403 '],
  ])('opens no tunnel to %s', async (to, answer) => {
    expect(await tunnel(to)).toContain(answer);
    expect(refused).toEqual([]);
  });
});
