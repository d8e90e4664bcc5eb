import { createServer, type IncomingMessage, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../shared/config/limits.ts';
import { createDrivenClock } from '../../platform/driven-clock.ts';
import { systemClock, type Clock } from '../../platform/clock.ts';
import { createHostFetch, type FetchAnswer, type HostFetchDeps } from './host-fetch.ts';

let server: Server;
let port = 0;
let seen: IncomingMessage[] = [];
let onSeen = (): void => undefined;

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(request);
    onSeen();
    if (request.url === '/hang') return;
    if (request.url === '/huge') response.end('x'.repeat(limits.extensions.fetchBytes + 1_000));
    else if (request.url === '/bomb') {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync(Buffer.alloc(limits.extensions.fetchBytes * 20)));
    } else if (request.url === '/loop') response.writeHead(302, { location: '/loop' }).end();
    else if (request.url === '/see-other') response.writeHead(303, { location: '/end' }).end();
    else {
      response.setHeader('set-cookie', 'a=b');
      response.setHeader('x-echo', request.headers.authorization ?? '');
      response.end(`${request.method ?? ''} ${request.url ?? ''}`);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' ? (address?.port ?? 0) : 0;
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  seen = [];
  onSeen = () => undefined;
});

const call = (
  args: unknown,
  deps: Partial<HostFetchDeps> = {},
  clock: Clock = systemClock,
): Promise<FetchAnswer> =>
  createHostFetch({
    ...{ extension: 'x', secrets: [], allowPrivate: [], clock },
    hosts: [`127.0.0.1:${port}`],
    readSecret: () => undefined,
    ...deps,
  })(args, new AbortController().signal);
const url = (path: string): string => `http://127.0.0.1:${port}${path}`;

describe('fetch of an extension', () => {
  it('answers with status, headers and text', async () => {
    const answer = await call({ url: url('/a'), method: 'put', body: 'x' });
    expect(answer).toMatchObject({ status: 200, ok: true, text: 'PUT /a', url: url('/a') });
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });

  it('takes no more than it may, packed or not', async () => {
    for (const path of ['/huge', '/bomb']) {
      const answer = await call({ url: url(path) });
      expect([answer.text.length, answer.isCut]).toEqual([limits.extensions.fetchBytes, true]);
    }
  });

  it('ends in time', async () => {
    const clock = createDrivenClock();
    const arrived = new Promise<void>((resolve) => (onSeen = resolve));
    const hanging = call({ url: url('/hang') }, {}, clock);
    hanging.catch(() => undefined);
    await arrived;
    await clock.advance(limits.extensions.fetchMs);
    await expect(hanging).rejects.toMatchObject({ code: 'WEB_TIMEOUT' });
  });

  it('follows redirects, not for ever, and turns them into GET', async () => {
    await expect(call({ url: url('/loop') })).rejects.toMatchObject({ code: 'WEB_REDIRECTS' });
    expect((await call({ url: url('/see-other'), method: 'POST', body: 'b' })).text).toBe(
      'GET /end',
    );
  });

  it('refuses a granted name that leads to a private address', async () => {
    const deps = {
      hosts: [`rebind.example:${port}`],
      resolve: () => Promise.resolve(['127.0.0.1']),
    };
    const asked = call({ url: `http://rebind.example:${port}/` }, deps);
    await expect(asked).rejects.toMatchObject({ code: 'WEB_ADDRESS_PRIVATE' });
    expect(seen).toEqual([]);
  });

  it('control: the same name is reached when the owner allows it', async () => {
    const deps = {
      hosts: [`rebind.example:${port}`],
      allowPrivate: ['rebind.example'],
      resolve: () => Promise.resolve(['127.0.0.1']),
    };
    expect((await call({ url: `http://rebind.example:${port}/` }, deps)).text).toBe('GET /');
  });

  it.each([
    [{}],
    [{ url: 5 }],
    [{ url: 'x', method: 'TRACE' }],
    [{ url: 'x', headers: { 'a b': 'c' } }],
    [{ url: 'x', headers: { a: 'b\r\nc: d' } }],
    [{ url: 'x', more: 1 }],
  ])('refuses what makes no sense: %j', async (args) => {
    await expect(call(args)).rejects.toMatchObject({ code: 'EXTENSION_CALL_INVALID' });
  });

  it('sets no header that changes whom a request is for', async () => {
    await call({ url: url('/a'), headers: { Host: 'evil.example', 'X-Fine': '1' } });
    expect(seen[0]?.headers).toMatchObject({ host: `127.0.0.1:${port}`, 'x-fine': '1' });
  });
});

describe('a secret', () => {
  const deps = { secrets: ['KEY'], readSecret: () => 'sk-hidden\n' };
  const headers = { Authorization: 'Bearer {{secret:KEY}}' };

  it('goes out and does not come back', async () => {
    const answer = await call({ url: url('/a'), headers }, deps);
    expect(seen[0]?.headers.authorization).toBe('Bearer sk-hidden');
    expect(JSON.stringify(answer)).not.toContain('sk-hidden');
  });

  it('stays where it was not granted, is not there, or the line is open', async () => {
    const refused = (part: Partial<HostFetchDeps>): Promise<unknown> =>
      call({ url: url('/a'), headers }, { ...deps, ...part }).catch((error: unknown) => error);
    expect(await refused({ secrets: [] })).toMatchObject({ code: 'EXTENSION_NOT_GRANTED' });
    expect(await refused({ readSecret: () => undefined })).toMatchObject({
      code: 'EXTENSION_SECRET_MISSING',
    });
    const open = call(
      { url: 'http://open.example/', headers },
      { ...deps, hosts: ['open.example'], resolve: () => Promise.resolve(['93.184.216.34']) },
    );
    await expect(open).rejects.toMatchObject({ code: 'EXTENSION_NOT_GRANTED' });
    expect(seen).toEqual([]);
  });
});
