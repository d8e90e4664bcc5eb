import { describe, expect, it, onTestFinished } from 'vitest';
import { limits } from '../../../shared/config/limits.ts';
import { createDrivenClock } from '../../platform/driven-clock.ts';
import { createAnthropic } from '../anthropic/create-anthropic.ts';
import { collect } from '../contract-suite.ts';
import { createOpenAi } from '../openai/create-openai.ts';
import type { ModelEvent, ProviderFactory } from '../provider.ts';
import { makeProviderDeps, makeRequest } from '../testing/provider-fixtures.ts';
import { sendStream, startScriptedServer, type Script } from '../testing/scripted-server.ts';

/*
 * What a hostile or broken server can do to the SDKs. Each of them alone would follow redirects with
 * the key, keep a line of any length, wait ten minutes and read a refusal of any size.
 */

const { signal } = new AbortController();
const families: readonly (readonly [string, ProviderFactory])[] = [
  ['openai', createOpenAi],
  ['anthropic', createAnthropic],
];

async function startBench(
  create: ProviderFactory,
  script: Script,
  more: Parameters<typeof makeProviderDeps>[1] = {},
  config: Parameters<typeof makeProviderDeps>[0] = {},
) {
  const server = await startScriptedServer(script);
  const deps = makeProviderDeps(
    { baseUrl: server.baseUrl, apiKey: 'sk-secret-0815', ...config },
    more,
  );
  const provider = create(deps);
  onTestFinished(() => server.close());
  const ask = (): Promise<ModelEvent[]> => collect(provider.stream(makeRequest('hello'), signal));
  const fail = (): Promise<unknown> => ask().catch((error: unknown) => error);
  return { server, provider, heard: deps.heard, fail };
}

/** Begins an answer of either family. */
const begun = [
  'event: response.created\ndata: {"type":"response.created","response":{}}\n\n',
  'event: ping\ndata: {"type":"ping"}\n\n',
];

describe('connections', () => {
  const hello = 'data: {"choices":[{"index":0,"delta":{"content":"Hello"}}]}\n\n';
  const stop = 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n';
  const completed = JSON.stringify({ type: 'response.completed', response: { output: [] } });
  it.each([
    ['chat', [hello, stop, 'data: [DONE]\n\n']],
    ['responses', [`event: response.completed\ndata: ${completed}\n\n`]],
  ] as const)('are used again after an answer (%s)', async (endpoint, texts) => {
    const { provider, server } = await startBench(
      createOpenAi,
      ({ response }) => {
        sendStream(response, ...texts);
        response.end();
      },
      {},
      { endpoint },
    );
    for (let turn = 0; turn < 5; turn++) {
      await collect(provider.stream(makeRequest('hello'), signal));
      // The end of the response comes after the end of the answer.
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(server.bodies).toHaveLength(5);
    expect(server.connectionCount).toBeLessThan(5);
  });
});

describe.each(families)('%s', (_name, create) => {
  it('is not sent along a redirect', async () => {
    const { fail, server } = await startBench(create, ({ response }) => {
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    expect(await fail()).toMatchObject({ code: 'PROVIDER_REDIRECTED', values: { status: 307 } });
    expect(server.bodies).toHaveLength(1);
  });

  it('gives up a line without end', async () => {
    const { fail } = await startBench(create, ({ response }) => {
      response.on('error', () => undefined);
      sendStream(response, `data: ${'x'.repeat(limits.provider.eventChars + 1)}`);
    });
    expect(await fail()).toMatchObject({ code: 'PROVIDER_ANSWER_TOO_LARGE' });
  });

  it('reads no more of a refusal than is needed', async () => {
    const { fail } = await startBench(create, ({ response }) => {
      response.on('error', () => undefined);
      response.writeHead(400, { 'content-type': 'application/json' });
      response.write('{"error":{"message":"');
      const pump = (): void => {
        if (!response.destroyed) response.write('x'.repeat(64 * 1024), () => setImmediate(pump));
      };
      pump();
    });
    expect(await fail()).toMatchObject({ code: 'PROVIDER_REQUEST_INVALID' });
  });

  it('never repeats its key, whatever the server says', async () => {
    const { fail } = await startBench(create, ({ response, request }) => {
      const told = `your key ${request.headers.authorization ?? ''} is bad`;
      response.writeHead(403, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: told, type: 'permission_error' } }));
    });
    const error = await fail();
    expect(error).toMatchObject({ code: 'PROVIDER_ACCESS_REFUSED' });
    const shown = JSON.stringify(error) + String(error) + String((error as Error).stack);
    expect(shown).not.toContain('0815');
  });

  it('is given up when only signs of life come, within the time of one attempt', async () => {
    const clock = createDrivenClock();
    const { fail } = await startBench(
      create,
      async ({ response }) => {
        for (let sign = 0; sign < 7; sign++) {
          await new Promise((resolve) => {
            if (sign === 0) sendStream(response, ': processing\n\n');
            response.write(': processing\n\n', resolve);
          });
          await clock.advance(9_000);
        }
      },
      { clock },
      { attemptTimeoutSeconds: 60, chunkTimeoutSeconds: 10 },
    );
    expect(await fail()).toMatchObject({ code: 'PROVIDER_SILENT', values: { seconds: 60 } });
  });

  it('is asked no more often than configured; the SDK itself asks once', async () => {
    const { fail, server } = await startBench(
      create,
      ({ response }) => {
        response.writeHead(503, { 'x-should-retry': 'true' }).end('{}');
      },
      {},
      { retries: 2 },
    );
    expect(await fail()).toMatchObject({ code: 'PROVIDER_FAILED' });
    expect(server.bodies).toHaveLength(3);
  });

  it.each([
    ['closes without a word', 'PROVIDER_ANSWER_EMPTY', [] as string[]],
    ['says nothing but signs of life', 'PROVIDER_ANSWER_EMPTY', [begun[1] ?? '']],
  ])('that %s is no answer', async (_what, code, texts) => {
    const { fail, heard } = await startBench(create, ({ response }) => {
      sendStream(response, ...texts);
      response.end();
    });
    const error = await fail();
    // A ping is an event like any other to the one, and nothing at all to the other.
    const codes = [code, 'PROVIDER_ANSWER_CUT'];
    expect(codes).toContain((error as { code: string }).code);
    expect(heard.failed).toEqual([error]);
  });

  it('sends no header with a key where there is none', async () => {
    const seen: unknown[] = [];
    const { fail } = await startBench(
      create,
      ({ response, request }) => {
        seen.push(request.headers.authorization, request.headers['x-api-key']);
        response.writeHead(500).end();
      },
      {},
      { apiKey: undefined },
    );
    await fail();
    expect(seen).toEqual([undefined, undefined]);
  });

  it('keeps path and query of its address', async () => {
    const urls: (string | undefined)[] = [];
    const { fail } = await startBench(create, ({ response, request }) => {
      urls.push(request.url);
      response.writeHead(500).end();
    });
    await fail();
    expect(urls[0]).toMatch(/^\/v1\/(?:responses|messages)$/);
  });
});
