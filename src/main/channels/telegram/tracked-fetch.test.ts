import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { BrokenRequest, createTrackedFetch } from './tracked-fetch.ts';

let server: Server | undefined;

/** A server that answers what it hears with these bytes, or hangs up with none. */
async function listen(answer: string | undefined): Promise<number> {
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => (answer === undefined ? socket.destroy() : socket.end(answer)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

afterEach(() => {
  server?.close();
  server = undefined;
});

async function breakOf(url: string, signal?: AbortSignal): Promise<boolean> {
  const { fetch, close } = createTrackedFetch(url);
  try {
    const answer = await fetch(url, { body: '{"text":"hello"}', ...(signal ? { signal } : {}) });
    await answer.json();
  } catch (error) {
    if (error instanceof BrokenRequest) return error.hasBegun;
    throw error;
  } finally {
    close();
  }
  throw new Error('it worked');
}

const ok = (body: string, lengthBytes = body.length): string =>
  `HTTP/1.1 200 OK\r\ncontent-length: ${lengthBytes}\r\n\r\n${body}`;

describe('a request that can not have reached anybody', () => {
  it('when nobody listens', async () => {
    expect(await breakOf('http://127.0.0.1:9/')).toBe(false);
  });
  it('when the name does not exist', async () => {
    expect(await breakOf('http://nobody.invalid/')).toBe(false);
  });
  it('when the line breaks while TLS is being set up', async () => {
    const port = await listen(undefined);
    expect(await breakOf(`https://127.0.0.1:${port}/`)).toBe(false);
  });
  it('when it was given up before', async () => {
    const port = await listen(ok('{}'));
    expect(await breakOf(`http://127.0.0.1:${port}/`, AbortSignal.abort())).toBe(false);
  });
});

describe('a request that may have done its work', () => {
  it('when the line breaks before the answer', async () => {
    const port = await listen(undefined);
    expect(await breakOf(`http://127.0.0.1:${port}/`)).toBe(true);
  });
  it('when the answer breaks off', async () => {
    const port = await listen(ok('{"ok":', 100));
    expect(await breakOf(`http://127.0.0.1:${port}/`)).toBe(true);
  });
  it('when the answer is none of Telegram’s', async () => {
    const port = await listen(ok('<html>Bad Gateway</html>'));
    expect(await breakOf(`http://127.0.0.1:${port}/`)).toBe(true);
  });
});
