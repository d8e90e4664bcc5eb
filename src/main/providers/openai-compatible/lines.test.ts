import { describe, expect, it } from 'vitest';
import { limits } from '../../../shared/config/limits.ts';
import { createDrivenClock } from '../../platform/driven-clock.ts';
import { collect, joinText } from '../contract-suite.ts';
import { hello, startOpenAiBench, stop } from '../testing/openai-bench.ts';
import { makeProviderDeps, makeRequest } from '../testing/provider-fixtures.ts';
import {
  chunk,
  doneMark,
  sendStream,
  startScriptedServer,
  type Script,
} from '../testing/scripted-server.ts';
import { createOpenAiCompatible } from './create-openai-compatible.ts';

const { signal } = new AbortController();

describe('a line', () => {
  it('that leads nowhere is unreachable, with the address', async () => {
    const server = await startScriptedServer(() => undefined);
    await server.close();
    const provider = createOpenAiCompatible(makeProviderDeps({ baseUrl: server.baseUrl }));
    const asked = collect(provider.stream(makeRequest('x'), signal));
    await expect(asked).rejects.toMatchObject({
      code: 'PROVIDER_UNREACHABLE',
      values: { address: server.baseUrl, reason: 'nothing listens there' },
    });
  });

  it('that was closed while idle is replaced without a retry being counted', async () => {
    const { ask, server } = await startOpenAiBench(({ request, response }) => {
      sendStream(response, ...hello, stop, doneMark);
      response.end();
      // Without a word: the client learns of it when it writes.
      response.on('finish', () => setImmediate(() => request.socket.resetAndDestroy()));
    });
    for (let turn = 0; turn < 20; turn++) expect(joinText(await ask())).toBe('Hello');
    expect(server.bodies).toHaveLength(20);
  });

  it('is used again for the next request', async () => {
    const { ask, server } = await startOpenAiBench(({ response }) => {
      sendStream(response, ...hello, stop, doneMark);
      response.end();
    });
    for (let turn = 0; turn < 5; turn++) await ask();
    expect(server.connectionCount).toBe(1);
  });

  it('over IPv6 works', async () => {
    const answer: Script = ({ response }) => {
      sendStream(response, ...hello, stop, doneMark);
      response.end();
    };
    const { ask } = await startOpenAiBench(answer, {}, { host: '::1' });
    expect(joinText(await ask())).toBe('Hello');
  });

  it('is read no faster than its reader reads', async () => {
    let sentCount = 0;
    const { stream } = await startOpenAiBench(async ({ response }) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const closed = new Promise((resolve) => response.once('close', resolve));
      const big = chunk({ content: 'x'.repeat(4_096) });
      for (; sentCount < 20_000 && !response.destroyed; sentCount++) {
        if (!response.write(big)) {
          await Promise.race([closed, new Promise((resolve) => response.once('drain', resolve))]);
        }
      }
    });
    let seen = 0;
    for await (const event of stream()) {
      expect(event.type).toBe('text');
      // A reader that does something else for a while.
      await new Promise((resolve) => setImmediate(resolve));
      if (++seen === 1_000) break;
    }
    expect(sentCount).toBeLessThan(20_000);
  });

  it('with a key that cannot be sent says so', async () => {
    const { fail } = await startOpenAiBench(() => undefined, { apiKey: 'two\nlines' });
    expect(await fail()).toMatchObject({ code: 'PROVIDER_KEY_UNUSABLE' });
  });

  it.each([
    [undefined, 'PROVIDER_ADDRESS_MISSING'],
    ['ftp://example.org/v1', 'PROVIDER_ADDRESS_INVALID'],
    ['example', 'PROVIDER_ADDRESS_INVALID'],
  ])('to %s is refused at once', (baseUrl, code) => {
    const deps = makeProviderDeps(baseUrl === undefined ? {} : { baseUrl });
    expect(() => createOpenAiCompatible(deps)).toThrow(expect.objectContaining({ code }));
  });
});

describe('many lines at once', () => {
  it('are all given back when their readers are aborted, also those that still wait for one', async () => {
    const clock = createDrivenClock();
    const { provider, ask, server } = await startOpenAiBench(
      ({ response, body }) => {
        const isHanging = JSON.stringify(body).includes('hang');
        sendStream(response, ...hello, ...(isHanging ? [] : [stop, doneMark]));
        if (!isHanging) response.end();
      },
      {},
      { clock },
    );
    const controller = new AbortController();
    const count = limits.provider.sockets + 50;
    const all = Array.from({ length: count }, () =>
      collect(provider.stream(makeRequest('hang'), controller.signal)).catch(
        (error: unknown) => error,
      ),
    );
    while (server.bodies.length < limits.provider.sockets) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    const reason = new Error('enough');
    controller.abort(reason);
    expect(new Set(await Promise.all(all))).toEqual(new Set([reason]));
    expect(joinText(await ask())).toBe('Hello');
    expect(clock.pendingCount).toBe(0);
  });
});
