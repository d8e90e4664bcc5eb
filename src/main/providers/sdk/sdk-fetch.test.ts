import { describe, expect, it, onTestFinished } from 'vitest';
import { limits } from '../../../shared/config/limits.ts';
import { createDrivenClock } from '../../platform/driven-clock.ts';
import { createFailureMaker } from '../openai-compatible/failure.ts';
import { createHttpTarget } from '../openai-compatible/http-target.ts';
import { startScriptedServer, type Script } from '../testing/scripted-server.ts';
import { createSdkFetch, type SdkFetchOptions } from './sdk-fetch.ts';

type Bounds = Partial<SdkFetchOptions['form']> & { readonly signal?: AbortSignal };

async function start(script: Script, { signal, ...form }: Bounds = {}) {
  const server = await startScriptedServer(script);
  const target = createHttpTarget(server.baseUrl, undefined);
  const failure = createFailureMaker('test', 'm', target.address, 'secret-key');
  const counts = { touched: 0, ended: 0 };
  const broken: { readonly code: string; readonly detail: string }[] = [];
  const fetch = createSdkFetch({
    target,
    failure,
    clock: createDrivenClock(),
    headers: { 'x-ours': 'ours' },
    vendor: { refuse: ({ status }) => failure.make('PROVIDER_FAILED', { status, reason: '.' }) },
    form: {
      accept: 'text/event-stream',
      contentType: /^text\/event-stream/,
      maxBytes: 1_000_000,
      eventEnds: ['\n\n'],
      ...form,
    },
    watch: {
      signal: signal ?? new AbortController().signal,
      touch() {
        counts.touched++;
      },
      ended() {
        counts.ended++;
      },
      isAnswered: () => false,
      broke: ({ code }, detail) => void broken.push({ code, detail }),
    },
  });
  onTestFinished(async () => {
    target.close();
    await server.close();
  });
  const fail = (path = '/x') =>
    fetch(`${server.baseUrl}${path}`)
      .then((response) => response.text())
      .catch((error: unknown) => error);
  return { server, fetch, fail, counts, broken };
}

const types = { 'content-type': 'text/event-stream' };

describe('the fetch an SDK gets', () => {
  it('sends what the SDK wrote, none of its headers, and gives the answer piece by piece', async () => {
    const bench = await start(({ request, response }) => {
      const { 'x-mine': theirs = 'nothing', 'x-ours': ours } = request.headers;
      response.writeHead(200, types).write(`data: ${String(theirs)} ${String(ours)}\n\n`);
      response.end('data: end\n\n');
    });
    const response = await bench.fetch(`${bench.server.baseUrl}/x?a=1`, {
      method: 'POST',
      body: '{"a":1}',
      headers: { 'x-mine': 'here' },
    });
    expect(await response.text()).toBe('data: nothing ours\n\ndata: end\n\n');
    expect(bench.server.bodies).toEqual([{ a: 1 }]);
    expect(bench.counts.touched).toBeGreaterThan(0);
    expect(bench.counts.ended).toBe(1);
  });

  it('goes nowhere but to its server: a key must not travel', async () => {
    const { fetch } = await start(({ response }) => void response.end());
    await expect(async () => fetch('http://127.0.0.1:1/v1/x')).rejects.toMatchObject({
      code: 'PROVIDER_REDIRECTED',
    });
  });

  it.each<readonly [string, string, Script]>([
    [
      'points elsewhere',
      'PROVIDER_REDIRECTED',
      ({ response }) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    ],
    ['refuses', 'PROVIDER_FAILED', ({ response }) => void response.writeHead(500).end('no')],
    [
      'sends a page',
      'PROVIDER_ANSWER_NOT_STREAM',
      ({ response }) => void response.writeHead(200, { 'content-type': 'text/html' }).write('<'),
    ],
    [
      'cuts the line',
      'PROVIDER_LINE_BROKEN',
      ({ response }) => {
        response.writeHead(200, types);
        response.write('data: x', () => response.destroy());
      },
    ],
    ['hangs up before a word', 'PROVIDER_UNREACHABLE', ({ response }) => void response.destroy()],
  ])('says in our words what happens when a server %s', async (_name, code, script) => {
    const { fail, broken } = await start(script);
    expect(await fail()).toMatchObject({ code, values: { provider: 'test', model: 'm' } });
    const detail = code === 'PROVIDER_FAILED' ? 'no' : '';
    expect(broken).toEqual([{ code, detail }]);
  });

  it('reads no more than it may, in all and in one event', async () => {
    const script: Script = ({ response }) => {
      response.on('error', () => undefined);
      response.writeHead(200, types);
      for (let part = 0; part < 20; part++) response.write(`data: ${'x'.repeat(100_000)}\n\n`);
    };
    const { fail } = await start(script);
    expect(await fail()).toMatchObject({
      code: 'PROVIDER_ANSWER_TOO_LARGE',
      values: { limit: 1_000_000 },
    });
    const endless: Script = ({ response }) => {
      response.on('error', () => undefined);
      response.writeHead(200, types);
      response.write('data: '.padEnd(limits.provider.eventChars + 1, 'x'));
    };
    const other = await start(endless, { maxBytes: limits.provider.streamChars });
    expect(await other.fail()).toMatchObject({
      code: 'PROVIDER_ANSWER_TOO_LARGE',
      values: { limit: limits.provider.eventChars },
    });
  });

  it('gives an answer in one piece up to its bound, however it is cut', async () => {
    const text = 'x'.repeat(limits.provider.errorBytes * 2);
    const { fail } = await start(({ response }) => void response.writeHead(200, types).end(text), {
      eventEnds: [],
    });
    expect(await fail()).toBe(text);
  });

  it('ends the request with the signal, before and in the middle of the answer', async () => {
    for (const hasBegun of [false, true]) {
      const controller = new AbortController();
      const reason = new Error('not needed any more');
      const closed = Promise.withResolvers<boolean>();
      const { fail } = await start(
        ({ response }) => {
          response.on('close', () => closed.resolve(true));
          if (!hasBegun) controller.abort(reason);
          else {
            response.writeHead(200, types);
            response.write('data: x\n\n', () => controller.abort(reason));
          }
        },
        { signal: controller.signal },
      );
      expect(await fail()).toBeInstanceOf(Error);
      expect(await closed.promise).toBe(true);
    }
  });

  it('asks again on a connection that the server had closed while it was idle', async () => {
    const { server, fail } = await start(({ request, response, count }) => {
      // The first answer leaves its connection open; the second question on it meets its end.
      if (count === 2) request.socket.destroy();
      else response.writeHead(200, types).end('data: ok\n\n');
    });
    expect(await fail()).toBe('data: ok\n\n');
    expect(await fail()).toBe('data: ok\n\n');
    expect(server.bodies).toHaveLength(3);
  });

  it('gives a large answer whole to a reader that takes piece after piece', async () => {
    const { fetch, server } = await start(async ({ response }) => {
      response.writeHead(200, types);
      const part = `data: ${'x'.repeat(60_000)}\n\n`;
      for (let sent = 0; sent < 10 && !response.destroyed; sent++) {
        if (!response.write(part)) await new Promise((resolve) => response.once('drain', resolve));
      }
      response.end();
    });
    const { body } = await fetch(`${server.baseUrl}/x`);
    let bytes = 0;
    for await (const piece of body as AsyncIterable<Uint8Array>) bytes += piece.length;
    expect(bytes).toBe(10 * 60_008);
  });
});
