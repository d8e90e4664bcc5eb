import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { limits } from '../../shared/config/limits.ts';
import { modelsSection } from '../../shared/config/models.ts';
import { agentMethods } from '../../shared/protocol/agents.ts';
import { createDrivenClock } from '../platform/driven-clock.ts';
import { silentLog } from '../platform/log.ts';
import { collect, joinText } from './contract-suite.ts';
import { createModelRegistry } from './create-model-registry.ts';
import type { ListedModel, ModelRegistryDeps, ResolvedModel } from './model-registry-types.ts';
import { hello, stop } from './testing/openai-bench.ts';
import { makeRequest } from './testing/provider-fixtures.ts';
import {
  doneMark,
  sendStream,
  startScriptedServer,
  type Script,
} from './testing/scripted-server.ts';

/** Nothing listens on port 1. */
const nowhere = 'http://127.0.0.1:1';

interface StartOptions extends Partial<Omit<ModelRegistryDeps, 'env'>> {
  readonly env?: Readonly<Record<string, string>>;
}

function start(providers: unknown = {}, { env = {}, ...more }: StartOptions = {}) {
  const clock = createDrivenClock();
  let models = modelsSection().parse({ providers });
  const registry = createModelRegistry({
    config: () => ({ models }),
    env: () => env,
    clock,
    log: silentLog,
    ollamaUrl: nowhere,
    ...more,
  });
  onTestFinished(() => registry.close());
  const save = (next: unknown): void => {
    models = modelsSection().parse({ providers: next });
  };
  return { registry, clock, save };
}

async function serve(script: Script) {
  const server = await startScriptedServer(script);
  onTestFinished(() => server.close());
  return server;
}

const answer: Script = ({ request, response }) => {
  if (request.url === '/v1/models') {
    response.end(JSON.stringify({ data: [{ id: 'big', context_length: 9_000 }, { id: 'small' }] }));
    return;
  }
  sendStream(response, ...hello, stop, doneMark);
  response.end();
};

const ask = (resolved: ResolvedModel) =>
  collect(
    resolved.provider.stream(
      makeRequest('hi', { model: resolved.model }),
      new AbortController().signal,
    ),
  );
const fail = (resolved: ResolvedModel) => ask(resolved).catch((error: unknown) => error);
const local = (baseUrl: string, more = {}) => ({
  local: { api: 'openai-compatible', baseUrl, models: ['big'], retries: 0, ...more },
});
const row = (rows: readonly ListedModel[], id: string) => rows.find((one) => one.id === id);

describe('resolve', () => {
  it('falls back to the offline assistant, which is free and needs nothing', async () => {
    const { registry } = start();
    const resolved = registry.resolve(undefined);
    expect(resolved).toMatchObject({ id: 'offline/assistant', price: { input: 0, output: 0 } });
    expect(joinText(await ask(resolved))).toContain('offline assistant');
  });

  it('takes a provider whose usual key is in the environment, in the order of the table', () => {
    const env = { GROQ_API_KEY: 'g', OPENROUTER_API_KEY: 'o', OPENAI_API_KEY: ' ' };
    expect(start({}, { env }).registry.resolve(undefined).id).toBe('openrouter/openrouter/auto');
    const openai = start({}, { env: { OPENAI_API_KEY: 'k' } }).registry.resolve(undefined);
    expect(openai.id).toBe('openai/gpt-5-mini');
    expect(openai.contextTokens).toBeGreaterThan(100_000);
    expect(openai.price).toBeDefined();
  });

  it('takes the first configured provider with a model before the environment', () => {
    const env = { OPENAI_API_KEY: 'k' };
    const providers = {
      silent: { api: 'openai-compatible', baseUrl: nowhere },
      quiet: { api: 'offline' },
      ...local(nowhere),
    };
    expect(start(providers, { env }).registry.resolve(undefined).id).toBe('local/big');
  });

  it.each([
    ['gpt-5', 'MODEL_NAME_INVALID'],
    ['/gpt-5', 'MODEL_NAME_INVALID'],
    ['openai/', 'MODEL_NAME_INVALID'],
    ['nobody/x', 'PROVIDER_UNKNOWN'],
    ['openai/gpt-5', 'PROVIDER_KEY_MISSING'],
    ['bare/x', 'PROVIDER_ADDRESS_MISSING'],
  ])('refuses %s with %s', (model, code) => {
    const { registry } = start({ bare: { api: 'openai-compatible' } });
    expect(() => registry.resolve(model)).toThrow(expect.objectContaining({ code }));
  });

  it('keeps the slashes of a model', () => {
    const { registry } = start({}, { env: { OPENROUTER_API_KEY: 'k' } });
    expect(registry.resolve('openrouter/meta/llama-3:free')).toMatchObject({
      providerId: 'openrouter',
      model: 'meta/llama-3:free',
      price: undefined,
    });
  });

  it('knows a well-known server under another name, and lets the config set the price', () => {
    const prices = { 'gpt-4o': { input: 1, output: 1 } };
    const work = { api: 'openai-compatible', baseUrl: 'https://api.openai.com/v1/', prices };
    const { registry } = start({ work }, { env: { OPENAI_API_KEY: 'k' } });
    expect(registry.resolve('work/gpt-4o').price).toEqual({ input: 1, output: 1 });
    expect(registry.resolve('work/gpt-5').price).toMatchObject({ input: 1.25, output: 10 });
  });

  it('never sends the key of the environment to another address', async () => {
    const seen: unknown[] = [];
    const server = await serve((exchange) => {
      seen.push(exchange.request.headers.authorization);
      return answer(exchange);
    });
    const openai = { api: 'openai-compatible', baseUrl: server.baseUrl };
    const { registry } = start({ openai }, { env: { OPENAI_API_KEY: 'secret' } });
    await ask(registry.resolve('openai/x'));
    expect(seen).toEqual([undefined]);
  });

  it('offers Ollama by name without any entry, in its own protocol', async () => {
    const server = await serve(({ request, response }) => {
      expect(request.url).toBe('/api/chat');
      const message = { role: 'assistant', content: 'Hello' };
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      response.end(`${JSON.stringify({ message, done: true, done_reason: 'stop' })}\n`);
    });
    const { registry } = start({}, { ollamaUrl: server.baseUrl.replace('/v1', '') });
    expect(joinText(await ask(registry.resolve('ollama/llama3')))).toBe('Hello');
    expect(registry.resolve(undefined).id).toBe('offline/assistant');
  });
});

describe('Gemini', () => {
  it.each([
    [{ GEMINI_API_KEY: 'g' }, 'google/gemini-2.5-flash'],
    [{ GOOGLE_API_KEY: 'g', GEMINI_API_KEY: ' ' }, 'google/gemini-2.5-flash'],
  ])('is taken when its key is in the environment as %j', (env, id) => {
    const resolved = start({}, { env }).registry.resolve(undefined);
    expect(resolved).toMatchObject({ id, price: { input: 0.3, output: 2.5 } });
    expect(resolved.contextTokens).toBe(1_048_576);
  });

  it('says which variable it wants', () => {
    expect(() => start().registry.resolve('google/gemini-2.5-pro')).toThrow(
      expect.objectContaining({ values: { provider: 'google', variable: 'GEMINI_API_KEY' } }),
    );
  });
});

describe('prices', () => {
  async function makeFile(text: string) {
    const folder = await mkdtemp(join(tmpdir(), 'prices-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const pricesFile = join(folder, 'prices.json5');
    await writeFile(pricesFile, text);
    return pricesFile;
  }
  const env = { OPENAI_API_KEY: 'k' };

  it('of the user win over those that are shipped, and those of the config over both', async () => {
    const pricesFile = await makeFile(`{
      // Negotiated.
      'openai/gpt-5': { input: 1, output: 5 },
      'openai/gpt-4o': { input: 1, output: 5 },
      'local/big': { input: 0.5, output: 0.5, contextTokens: 4000 },
    }`);
    const prices = { 'gpt-4o': { input: 7, output: 7 } };
    const providers = { openai: { api: 'openai', prices }, ...local(nowhere) };
    const { registry } = start(providers, { env, pricesFile });
    expect(registry.resolve('openai/gpt-5')).toMatchObject({
      price: { input: 1, output: 5 },
      contextTokens: 400_000,
    });
    expect(registry.resolve('openai/gpt-4o').price).toEqual({ input: 7, output: 7 });
    expect(registry.resolve('openai/gpt-5-mini').price).toMatchObject({ input: 0.25, output: 2 });
    expect(registry.resolve('local/big')).toMatchObject({
      price: { input: 0.5, output: 0.5 },
      contextTokens: 4_000,
    });
  });

  it('are read again when the file changes; one that cannot be read changes nothing', async () => {
    const pricesFile = await makeFile(`{ 'openai/gpt-5': { input: 1, output: 5 } }`);
    const { registry, clock } = start({}, { env, pricesFile });
    const read = async () => {
      await clock.advance(limits.provider.priceFileMs);
      return registry.resolve('openai/gpt-5').price;
    };
    expect(await read()).toEqual({ input: 1, output: 5 });
    await writeFile(pricesFile, `{ 'openai/gpt-5': { input: -1 } }`);
    expect(await read()).toEqual({ input: 1, output: 5 });
    await writeFile(pricesFile, `{ 'openai/gpt-5': { input: 22, output: 55 } }`);
    expect(await read()).toEqual({ input: 22, output: 55 });
    await rm(pricesFile);
    expect(await read()).toMatchObject({ input: 1.25, output: 10, cachedInput: 0.125 });
  });
});

describe('a saved change', () => {
  it('of something else keeps the instance', async () => {
    const server = await serve(answer);
    const { registry, save } = start(local(server.baseUrl));
    const before = registry.resolve('local/big');
    save(local(server.baseUrl, { prices: { big: { input: 1, output: 2 } } }));
    const after = registry.resolve('local/big');
    expect(after.provider).toBe(before.provider);
    expect(after.price).toEqual({ input: 1, output: 2 });
  });

  it('of the address counts from the next call, while a running stream ends in peace', async () => {
    const [first, second] = [await serve(answer), await serve(answer)];
    const { registry, save } = start(local(first.baseUrl));
    const before = registry.resolve('local/big');
    let text = '';
    for await (const event of before.provider.stream(
      makeRequest('x'),
      new AbortController().signal,
    )) {
      save(local(second.baseUrl));
      registry.resolve('local/big');
      if (event.type === 'text') text += event.text;
    }
    expect(text).toBe('Hello');
    await ask(registry.resolve('local/big'));
    expect([first.bodies.length, second.bodies.length]).toEqual([1, 1]);
  });

  it('that removes a provider makes it unknown', () => {
    const { registry, save } = start(local(nowhere));
    registry.resolve('local/big');
    save({});
    expect(() => registry.resolve('local/big')).toThrow('no provider "local"');
  });
});

describe('a cool-down', () => {
  const limited: Script = ({ response, count }) => {
    if (count > 1) {
      sendStream(response, ...hello, stop, doneMark);
      response.end();
    } else response.writeHead(429, { 'retry-after': '30' }).end();
  };

  it('spares the server, is visible, and ends by itself', async () => {
    const server = await serve(limited);
    const { registry, clock } = start(local(server.baseUrl));
    const resolved = registry.resolve('local/big');
    expect(await fail(resolved)).toMatchObject({ code: 'PROVIDER_LIMITED' });
    expect(await fail(resolved)).toMatchObject({
      code: 'PROVIDER_COOLING_DOWN',
      retryAfterMs: 30_000,
    });
    expect(server.bodies).toHaveLength(1);
    expect(registry.health()).toMatchObject([
      { providerId: 'local', cooldowns: [{ model: 'big', untilMs: clock.now() + 30_000 }] },
    ]);
    await clock.advance(30_000);
    expect(joinText((await fail(resolved)) as never)).toBe('Hello');
    expect(registry.health()[0]).toMatchObject({ lastError: undefined, cooldowns: [] });
  });

  it('can be cleared', async () => {
    const server = await serve(limited);
    const { registry } = start(local(server.baseUrl));
    const resolved = registry.resolve('local/big');
    await fail(resolved);
    expect(registry.clear('local')).toBe(1);
    expect(joinText((await fail(resolved)) as never)).toBe('Hello');
    expect(registry.clear('local')).toBe(0);
    expect(() => registry.clear('nobody')).toThrow(
      expect.objectContaining({ code: 'PROVIDER_UNKNOWN' }),
    );
  });

  it('is seen in the overview, beside providers nobody used or has a key for', async () => {
    const server = await serve(limited);
    const { registry, clock } = start(local(server.baseUrl));
    const find = (id: string) => registry.overview().find((one) => one.id === id);
    expect(find('local')).toMatchObject({ isConfigured: true, state: 'unused', cooldowns: [] });
    expect(find('openai')).toMatchObject({ isConfigured: false, state: 'missing-auth' });
    const resolved = registry.resolve('local/big');
    await fail(resolved);
    const providers = [...registry.overview()];
    const schema = agentMethods['models.health'].result;
    expect(schema().parse({ providers })).toEqual({ providers });
    expect(find('local')).toMatchObject({
      api: 'openai-compatible',
      state: 'cooldown',
      error: { code: 'PROVIDER_LIMITED' },
      cooldowns: [{ model: 'big', until: clock.now() + 30_000 }],
    });
    await clock.advance(30_000);
    expect(find('local')).toMatchObject({ state: 'failing', cooldowns: [] });
    await fail(resolved);
    expect(find('local')).not.toHaveProperty('error');
    expect(find('local')).toMatchObject({ state: 'ok' });
  });

  it('is never longer than its limit and never touches other models', async () => {
    const server = await serve(
      ({ response }) => void response.writeHead(429, { 'retry-after': '999999' }).end(),
    );
    const { registry, clock } = start(local(server.baseUrl));
    await fail(registry.resolve('local/big'));
    expect(await fail(registry.resolve('local/other'))).toMatchObject({ code: 'PROVIDER_LIMITED' });
    await clock.advance(limits.provider.cooldownMs);
    expect(await fail(registry.resolve('local/big'))).toMatchObject({ code: 'PROVIDER_LIMITED' });
  });
});

describe('list', () => {
  const resultSchema = agentMethods['models.list'].result;

  it('is a valid answer of models.list: what the servers have, and what lacks a key', async () => {
    const server = await serve(answer);
    const { registry } = start(local(server.baseUrl, { models: ['mine'] }));
    const models = await registry.list();
    expect(resultSchema().parse({ models })).toEqual({ models });
    expect(models.filter((one) => one.provider === 'local')).toEqual([
      { id: 'local/mine', name: 'mine', provider: 'local', available: true },
      { id: 'local/big', name: 'big', provider: 'local', available: true, contextWindow: 9_000 },
      { id: 'local/small', name: 'small', provider: 'local', available: true },
    ]);
    expect(row(models, 'offline/assistant')).toMatchObject({ available: true });
    expect(row(models, 'openai/gpt-5-mini')).toMatchObject({
      available: false,
      unavailableReason: 'missing-auth',
    });
    expect(registry.resolve('local/big').contextTokens).toBe(9_000);
  });

  it('asks again only when it is old or a refresh is wanted', async () => {
    let count = 0;
    const server = await serve((exchange) => {
      count++;
      return answer(exchange);
    });
    const { registry, clock } = start(local(server.baseUrl));
    await registry.list();
    await registry.list();
    expect(count).toBe(1);
    await registry.list({ refresh: true });
    expect(count).toBe(2);
    await clock.advance(limits.provider.modelListAgeMs);
    await registry.list();
    expect(count).toBe(3);
  });

  it('tells a refused key from a server that is away', async () => {
    const server = await serve(({ response }) => void response.writeHead(401).end());
    const { registry } = start({
      ...local(server.baseUrl, { apiKey: 'wrong' }),
      away: { api: 'openai-compatible', baseUrl: `${nowhere}/v1`, models: ['m'] },
      keyless: { api: 'openai-compatible', baseUrl: server.baseUrl, models: ['m'] },
    });
    const models = await registry.list();
    expect(row(models, 'local/big')).toMatchObject({
      available: false,
      unavailableReason: 'auth-failed',
    });
    expect(row(models, 'keyless/m')).toMatchObject({
      available: false,
      unavailableReason: 'missing-auth',
    });
    expect(row(models, 'away/m')).toMatchObject({ available: false });
    expect(row(models, 'away/m')).not.toHaveProperty('unavailableReason');
  });

  it('shows a cool-down with its end', async () => {
    const server = await serve((exchange) => {
      if (exchange.request.method === 'GET') return answer(exchange);
      exchange.response.writeHead(429, { 'retry-after': '30' }).end();
    });
    const { registry, clock } = start(local(server.baseUrl));
    await fail(registry.resolve('local/big'));
    const models = await registry.list();
    expect(row(models, 'local/big')).toMatchObject({
      available: false,
      unavailableReason: 'cooldown',
      unavailableUntil: clock.now() + 30_000,
    });
    expect(row(models, 'local/small')).toMatchObject({ available: true });
  });

  it('offers the models of a local Ollama', async () => {
    const server = await serve(
      ({ response }) => void response.end('{"models":[{"name":"llama3:8b"}]}'),
    );
    const { registry } = start({}, { ollamaUrl: server.baseUrl.replace('/v1', '') });
    expect(await registry.detectOllama()).toBe(true);
    expect(row(await registry.list(), 'ollama/llama3:8b')).toMatchObject({ available: true });
  });

  it.each<readonly [string, Script]>([
    ['answers something else', ({ response }) => void response.end('<html>')],
    ['refuses', ({ response }) => void response.writeHead(500).end()],
    ['breaks off', ({ response }) => void response.destroy()],
  ])('does without an Ollama that %s', async (_name, script) => {
    const server = await serve(script);
    const { registry } = start({}, { ollamaUrl: server.baseUrl.replace('/v1', '') });
    expect(await registry.detectOllama()).toBe(false);
  });

  it('waits 300 ms for an Ollama, not longer', async () => {
    const clock = createDrivenClock();
    const server = await serve(() => clock.advance(limits.provider.ollamaMs));
    const ollamaUrl = server.baseUrl.replace('/v1', '');
    expect(await start({}, { ollamaUrl, clock }).registry.detectOllama()).toBe(false);
  });
});

describe('a provider that cannot be made', () => {
  it('says why with each call, and in the list', async () => {
    const { registry } = start({
      odd: { api: 'openai-compatible', baseUrl: 'ftp://x/v1', models: ['m'] },
    });
    expect(await fail(registry.resolve('odd/m'))).toMatchObject({
      code: 'PROVIDER_ADDRESS_INVALID',
    });
    expect(await fail(registry.resolve('odd/m'))).toMatchObject({
      code: 'PROVIDER_ADDRESS_INVALID',
    });
    expect(row(await registry.list(), 'odd/m')).toMatchObject({ available: false });
  });
});
