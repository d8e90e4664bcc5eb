import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startOllamaServer, type OllamaServer } from '../../../../e2e/servers/ollama/control.ts';
import { collect, describeProvider, joinText } from '../contract-suite.ts';
import { createProviderBench } from '../testing/provider-bench.ts';
import { echoSpec, makeRequest } from '../testing/provider-fixtures.ts';
import { itEndsRequests, itGivesUp, itLosesNothing } from '../testing/server-suite.ts';
import { createOllama } from './create-ollama.ts';

let server: OllamaServer;
beforeAll(async () => {
  server = await startOllamaServer();
});
afterAll(async () => {
  const violations = await server.listViolations();
  await server.stop();
  expect(violations).toEqual([]);
});

const secondSpec = { ...echoSpec, name: 'second' };
const { signal } = new AbortController();

const bench = createProviderBench(createOllama, () => ({ api: 'ollama', baseUrl: server.baseUrl }));
const { start, ask, fail } = bench;

describeProvider('ollama', () => ({
  ...start(),
  text: makeRequest('one two three four five six', { model: 'echo' }),
  oneTool: makeRequest('please', { model: 'tool', tools: [echoSpec] }),
  manyTools: makeRequest('please', { model: 'tools', tools: [echoSpec, secondSpec] }),
  failing: { request: makeRequest('x', { model: 'error' }), code: 'PROVIDER_FAILED' },
}));
const bodyOf = async (text: string) => {
  const records = await server.listRequests({ match: { lastUserText: text } });
  return records.at(-1)?.body as Record<string, unknown>;
};
const optionsOf = async (text: string) => (await bodyOf(text))['options'];

describe('ollama against its server', () => {
  it.each([
    ['html', 'PROVIDER_ANSWER_NOT_STREAM'],
    ['half-stream', 'PROVIDER_LINE_BROKEN'],
    ['cut-short', 'PROVIDER_ANSWER_CUT'],
    ['malformed', 'PROVIDER_ANSWER_MALFORMED'],
    ['error-inside', 'PROVIDER_FAILED'],
    ['limited', 'PROVIDER_LIMITED'],
    ['too-long', 'PROVIDER_CONTEXT_TOO_LONG'],
    ['invalid', 'PROVIDER_REQUEST_INVALID'],
    ['unavailable', 'PROVIDER_FAILED'],
  ])(
    'turns %s into %s with place and hint, and says nothing to the console',
    async (model, code) => {
      const spies = (['log', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name));
      const error = await fail(makeRequest(`once ${model}`, { model }));
      expect(error).toMatchObject({
        code,
        values: { provider: 'test', model },
        place: { path: 'models.providers.test' },
      });
      for (const spy of spies) expect(spy).not.toHaveBeenCalled();
      vi.restoreAllMocks();
    },
  );

  it('says how to get a model that is not pulled', async () => {
    const error = await fail(makeRequest('x', { model: 'mistral:7b' }));
    expect(error).toMatchObject({
      code: 'PROVIDER_MODEL_NOT_PULLED',
      kind: 'missing',
      hint: 'Run: ollama pull mistral:7b',
    });
  });

  it('says that no Ollama is running', async () => {
    const error = await fail(makeRequest('x'), { baseUrl: 'http://127.0.0.1:1' });
    expect(error).toMatchObject({ code: 'PROVIDER_OLLAMA_AWAY', kind: 'unreachable' });
    expect((error as Error).message).toContain('nothing listens there');
  });

  itGivesUp(bench, () => server);

  it('asks again when the server is busy, while nothing was said', async () => {
    await server.addScript({
      contains: 'busy',
      answers: [{ kind: 'behaviour', behaviour: 'unavailable' }],
    });
    const events = await ask(makeRequest('busy'), { retries: 1 });
    expect(events[0]).toMatchObject({ type: 'retry', attempt: 1 });
    expect(joinText(events)).toBe('echo: busy');
  });

  it.each([
    ['length', 'length', 'This sentence is never'],
    ['empty', 'stop', ''],
  ])('maps the end "%s" to %s', async (model, reason, text) => {
    const events = await ask(makeRequest('x', { model }));
    expect(events.at(-1)).toEqual({ type: 'finish', reason });
    expect(joinText(events)).toBe(text);
  });

  it('puts letters together that were cut between two pieces', async () => {
    const events = await ask(makeRequest('x', { model: 'split-bytes' }));
    expect(joinText(events)).toBe('Grüße, добрый день, 你好 👋🏽!');
  });

  it('counts what the server counted', async () => {
    const events = await ask(makeRequest('count me'));
    const usage = events.find((event) => event.type === 'usage');
    expect(usage).not.toHaveProperty('isEstimated');
    expect(usage?.inputTokens).toBeGreaterThan(10);
  });

  itLosesNothing(bench);

  itEndsRequests(bench, () => server);

  it('sends a key where one is set, and none otherwise', async () => {
    await ask(makeRequest('with a key'), { apiKey: 'secret' });
    await ask(makeRequest('without a key'));
    const headersOf = async (text: string) =>
      (await server.listRequests({ match: { lastUserText: text } }))[0]?.headers;
    expect(await headersOf('with a key')).toMatchObject({ authorization: 'Bearer secret' });
    expect(await headersOf('without a key')).not.toHaveProperty('authorization');
  });

  it.each(['/v1', '/v1/', '/'])('takes an address that ends in %s', async (end) => {
    const events = await ask(makeRequest('hi'), { baseUrl: `${server.baseUrl}${end}` });
    expect(joinText(events)).toBe('echo: hi');
  });
});

describe('the window ollama is asked for', () => {
  it('holds a long prompt whole, where the usual one would cut it without a word', async () => {
    const long = 'word '.repeat(16_000);
    const events = await ask(makeRequest(`${long}long one`));
    const usage = events.find((event) => event.type === 'usage');
    expect(usage?.inputTokens).toBeGreaterThan(20_000);
    expect(await optionsOf(`${long}long one`)).toMatchObject({ num_ctx: 32_768 });
    expect(await bodyOf(`${long}long one`)).toMatchObject({ truncate: false, shift: false });
    // The control: without a window and `truncate: false` the server drops the front.
    const response = await fetch(`${server.baseUrl}/api/chat`, {
      method: 'POST',
      body: JSON.stringify({ model: 'echo', messages: [{ role: 'user', content: long }] }),
    });
    expect(await response.text()).toContain('"prompt_eval_count":4096');
  });

  it('grows in steps and never shrinks, since each change loads the model anew', async () => {
    const { provider, close } = start();
    const send = async (text: string) => {
      await collect(provider.stream(makeRequest(text), signal));
      return optionsOf(text);
    };
    expect(await send('short')).toMatchObject({ num_ctx: 8_192, num_predict: 256 });
    expect(await send(`${'word '.repeat(8_000)}middle`)).toMatchObject({ num_ctx: 16_384 });
    expect(await send('short again')).toMatchObject({ num_ctx: 16_384 });
    close();
  });

  it('is never larger than the model takes, once that is known; then too much is refused', async () => {
    const { provider, close } = start();
    await provider.listModels(signal);
    const text = `${'word '.repeat(20_000)}too much`;
    const request = makeRequest(text, { model: 'plain:latest' });
    const error: unknown = await collect(provider.stream(request, signal)).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'PROVIDER_CONTEXT_TOO_LONG' });
    expect((error as Error).message).toContain('16384 tokens');
    close();
  });
});

describe('what ollama is asked', () => {
  it.each([
    ['qwen3:8b', undefined, undefined],
    ['qwen3:8b', 'off', false],
    ['qwen3:8b', 'low', true],
    ['gpt-oss:20b', 'high', 'high'],
    ['gpt-oss:20b', 'off', 'low'],
  ] as const)('tells %s to think: %s', async (model, thinking, think) => {
    const text = `think ${model} ${thinking ?? 'by itself'}`;
    await ask(makeRequest(text, { model, thinking }));
    if (think === undefined) expect(await bodyOf(text)).not.toHaveProperty('think');
    else expect(await bodyOf(text)).toMatchObject({ think });
  });

  it('shows thoughts apart from the answer', async () => {
    const events = await ask(makeRequest('deep', { model: 'think' }));
    const thoughts = events.flatMap((event) => (event.type === 'reasoning' ? [event.text] : []));
    expect(thoughts.join('')).toBe('The user wants an echo.');
    expect(joinText(events)).toBe('echo: deep');
  });

  it('asks a model without tools or thoughts again without them, and remembers', async () => {
    const { provider, close } = start();
    const request = makeRequest('simple', {
      model: 'plain:latest',
      tools: [echoSpec],
      thinking: 'high',
    });
    for (let turn = 0; turn < 2; turn++) {
      expect(joinText(await collect(provider.stream(request, signal)))).toBe('echo: simple');
    }
    const body = await bodyOf('simple');
    expect(body).not.toHaveProperty('tools');
    expect(body).not.toHaveProperty('think');
    close();
  });

  it('shows pictures, names the tool of a result and says which results are errors', async () => {
    const image = { mimeType: 'image/png', data: 'aGVsbG8=' };
    await ask({
      ...makeRequest(''),
      messages: [
        { role: 'user', text: 'look', images: [image] },
        {
          role: 'assistant',
          text: '',
          toolCalls: [{ id: 'c1', name: 'echo', arguments: { text: 'x' } }],
        },
        { role: 'tool', callId: 'c1', name: 'echo', text: 'no such file', isError: true },
      ],
    });
    expect(await bodyOf('look')).toMatchObject({
      messages: [
        { role: 'system' },
        { role: 'user', content: 'look', images: ['aGVsbG8='] },
        {
          role: 'assistant',
          tool_calls: [{ function: { name: 'echo', arguments: { text: 'x' } } }],
        },
        { role: 'tool', tool_name: 'echo', content: 'Error: no such file' },
      ],
    });
  });

  it('leaves it to the server how long a model stays in memory', async () => {
    await ask(makeRequest('keep', { temperature: 0.5 }));
    expect(await bodyOf('keep')).not.toHaveProperty('keep_alive');
    expect(await optionsOf('keep')).toMatchObject({ temperature: 0.5 });
  });
});

describe('beside answers', () => {
  it('lists what is pulled, with what it takes and can', async () => {
    const { provider, close } = start();
    const models = await provider.listModels(signal);
    expect(models.find(({ id }) => id === 'qwen3:8b')).toEqual({
      id: 'qwen3:8b',
      contextWindow: 40_960,
      supportsTools: true,
      supportsImages: false,
      supportsThinking: true,
    });
    expect(models.find(({ id }) => id === 'gemma3:4b')).toMatchObject({ supportsImages: true });
    close();
  });

  it('embeds texts in order and counts them', async () => {
    const { provider, close } = start();
    const { vectors, inputTokens } = await provider.embed!(
      'nomic-embed-text',
      ['a', 'bcdef'],
      signal,
    );
    expect(vectors.map((vector) => [...vector])).toEqual([
      [1, 97, 0.5],
      [5, 98, 0.5],
    ]);
    expect(inputTokens).toBe(3);
    const missing: unknown = await provider.embed!('none', ['a'], signal).catch((e: unknown) => e);
    expect(missing).toMatchObject({ code: 'PROVIDER_MODEL_NOT_PULLED' });
    close();
  });
});
