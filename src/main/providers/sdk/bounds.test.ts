import type { ServerResponse } from 'node:http';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { limits } from '../../../shared/config/limits.ts';
import { createDrivenClock } from '../../platform/driven-clock.ts';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { anthropicVersion } from '../anthropic/anthropic-client.ts';
import { createAnthropic } from '../anthropic/create-anthropic.ts';
import { collect } from '../contract-suite.ts';
import { createGoogle } from '../google/create-google.ts';
import { createOllama } from '../ollama/create-ollama.ts';
import { createOpenAi } from '../openai/create-openai.ts';
import type { ModelEvent, ProviderFactory } from '../provider.ts';
import { makeProviderDeps, makeRequest } from '../testing/provider-fixtures.ts';
import { sendStream, startScriptedServer, type Script } from '../testing/scripted-server.ts';

/*
 * What a hostile or broken server can do to the SDKs, and what the environment can. Each of them
 * alone would follow redirects with the key, keep an event of any length, wait ten minutes, read a
 * refusal of any size and send the headers an environment variable holds: see the controls below.
 */

const { signal } = new AbortController();
/** How a family streams: the type of it, and what says no more than that the server is there. */
interface Form {
  readonly type: string;
  readonly sign: string;
  readonly ping: string;
}
const events: Form = {
  type: 'text/event-stream',
  sign: ': processing\n\n',
  ping: 'event: ping\ndata: {"type":"ping"}\n\n',
};
const lines: Form = { type: 'application/x-ndjson', sign: '\n', ping: '\n' };
const families: readonly (readonly [string, ProviderFactory, Form])[] = [
  ['openai', createOpenAi, events],
  ['anthropic', createAnthropic, events],
  ['google', createGoogle, { ...events, ping: events.sign }],
  ['ollama', createOllama, lines],
];

function begin(response: ServerResponse, { type }: Form, text = ''): void {
  response.writeHead(200, { 'content-type': type });
  response.write(text);
}

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
  onTestFinished(async () => {
    provider.close();
    await server.close();
  });
  const ask = (): Promise<ModelEvent[]> => collect(provider.stream(makeRequest('hello'), signal));
  const fail = (): Promise<unknown> => ask().catch((error: unknown) => error);
  return { server, provider, heard: deps.heard, fail };
}

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

describe.each(families)('%s', (_name, create, form) => {
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
      begin(response, form, `data: ${'x'.repeat(limits.provider.eventChars + 1)}`);
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
      const key = request.headers.authorization ?? request.headers['x-goog-api-key'];
      const told = `your key ${String(key)} is bad`;
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
            if (sign === 0) begin(response, form);
            response.write(form.sign, resolve);
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
    ['closes without a word', ''],
    ['says nothing but signs of life', form.ping],
  ])('that %s is no answer', async (_what, text) => {
    const { fail, heard } = await startBench(create, ({ response }) => {
      begin(response, form, text);
      response.end();
    });
    const error = await fail();
    // A ping is an event like any other to the one, and nothing at all to the other.
    const codes = ['PROVIDER_ANSWER_EMPTY', 'PROVIDER_ANSWER_CUT'];
    expect(codes).toContain((error as { code: string }).code);
    expect(heard.failed).toEqual([error]);
  });

  it('sends no header with a key where there is none', async () => {
    const seen: unknown[] = [];
    const { fail } = await startBench(
      create,
      ({ response, request }) => {
        const { authorization, 'x-api-key': named, 'x-goog-api-key': google } = request.headers;
        seen.push(authorization, named, google);
        response.writeHead(500).end();
      },
      {},
      { apiKey: undefined },
    );
    await fail();
    expect(seen).toEqual([undefined, undefined, undefined]);
  });

  it('keeps path and query of its address', async () => {
    const urls: (string | undefined)[] = [];
    const server = await startScriptedServer(({ response, request }) => {
      urls.push(request.url);
      response.writeHead(500).end();
    });
    const provider = create(makeProviderDeps({ baseUrl: `${server.baseUrl}/?tenant=a%26b` }));
    onTestFinished(async () => {
      provider.close();
      await server.close();
    });
    await expect(collect(provider.stream(makeRequest('x'), signal))).rejects.toThrow();
    const { pathname, searchParams } = new URL(urls[0] ?? '', server.baseUrl);
    expect(pathname).toMatch(
      /^(?:\/v1)?\/(?:responses|messages|api\/chat|models\/echo:streamGenerateContent)$/,
    );
    expect(searchParams.get('tenant')).toBe('a&b');
  });

  it('sends nothing an environment variable holds, nor what this machine is', async () => {
    onTestFinished(() => void vi.unstubAllEnvs());
    stubEnvironment();
    const seen: Record<string, unknown>[] = [];
    const { fail } = await startBench(create, ({ response, request }) => {
      seen.push(request.headers);
      response.writeHead(500).end();
    });
    await fail();
    const names = Object.keys(seen[0] ?? {}).toSorted();
    const allowed =
      /^(?:accept|authorization|connection|content-length|content-type|host|user-agent|x-api-key|x-goog-api-key|anthropic-version)$/;
    expect(names.filter((name) => !allowed.test(name))).toEqual([]);
    expect(JSON.stringify(seen)).not.toContain('environment');
    expect(JSON.stringify(seen)).toContain('sk-secret-0815');
  });
});

/** Whatever the SDKs of the vendors and the runtime read; what they hold must not be sent. */
function stubEnvironment(): void {
  const headers = 'X-From: environment\nAuthorization: environment\nAnthropic-Version: environment';
  for (const vendor of ['OPENAI', 'ANTHROPIC', 'OLLAMA', 'GOOGLE', 'GEMINI']) {
    vi.stubEnv(`${vendor}_CUSTOM_HEADERS`, headers);
    vi.stubEnv(`${vendor}_API_KEY`, 'environment');
    vi.stubEnv(`${vendor}_BASE_URL`, 'http://127.0.0.1:9/environment');
    vi.stubEnv(`${vendor}_LOG`, 'debug');
  }
  vi.stubEnv('OPENAI_ORG_ID', 'environment');
  vi.stubEnv('OPENAI_PROJECT_ID', 'environment');
  vi.stubEnv('ANTHROPIC_AUTH_TOKEN', 'environment');
  vi.stubEnv('GOOGLE_GEMINI_BASE_URL', 'http://127.0.0.1:9/environment');
  vi.stubEnv('GOOGLE_GENAI_USE_VERTEXAI', 'true');
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy']) {
    vi.stubEnv(name, 'http://127.0.0.1:9');
  }
}

describe('the SDKs by themselves, as a control', () => {
  it('send the headers of the environment, and what this machine is', async () => {
    onTestFinished(() => void vi.unstubAllEnvs());
    stubEnvironment();
    const seen: Headers[] = [];
    const fetch = (_url: unknown, init?: RequestInit) => {
      seen.push(new Headers(init?.headers));
      return Promise.resolve(Response.json({ data: [] }));
    };
    const common = { apiKey: 'mine', maxRetries: 0, logLevel: 'off' as const, fetch };
    await new OpenAI({ ...common, baseURL: 'http://127.0.0.1:9/v1' }).models.list();
    await new Anthropic({ ...common, baseURL: 'http://127.0.0.1:9' }).models.list();
    for (const headers of seen) {
      expect(headers.get('x-from')).toBe('environment');
      expect(headers.get('authorization')).toContain('environment');
      expect(headers.has('x-stainless-os')).toBe(true);
    }
    expect(seen).toHaveLength(2);
  });

  it('speak the version of the API that we send', async () => {
    const versions: (string | null)[] = [];
    const fetch = (_url: unknown, init?: RequestInit) => {
      versions.push(new Headers(init?.headers).get('anthropic-version'));
      return Promise.resolve(Response.json({ data: [] }));
    };
    await new Anthropic({ apiKey: 'x', fetch, logLevel: 'off' }).models.list();
    expect(versions).toEqual([anthropicVersion]);
  });

  it.each([
    ['openai', (baseURL: string) => new OpenAI({ apiKey: 'k', baseURL, maxRetries: 0 })],
    ['anthropic', (baseURL: string) => new Anthropic({ apiKey: 'k', baseURL, maxRetries: 0 })],
  ])('follow redirects (%s)', async (_name, create) => {
    const server = await startScriptedServer(({ response, count }) => {
      if (count === 1) response.writeHead(307, { location: '/v1/elsewhere' }).end();
      else response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":[]}');
    });
    onTestFinished(() => server.close());
    await create(server.baseUrl).models.list();
    expect(server.bodies).toHaveLength(2);
  });
});
