import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startModelServer, type ModelServer } from '../../../../e2e/servers/openai/control.ts';
import { collect, describeProvider, joinText, pickCalls } from '../contract-suite.ts';
import type { ModelEvent, ModelRequest } from '../provider.ts';
import { echoSpec, makeProviderDeps, makeRequest } from '../testing/provider-fixtures.ts';
import { createOpenAiCompatible } from './create-openai-compatible.ts';

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
afterAll(async () => {
  const violations = await server.listViolations();
  await server.stop();
  expect(violations).toEqual([]);
});

const secondSpec = { ...echoSpec, name: 'second' };
const { signal } = new AbortController();

function start(more: Parameters<typeof makeProviderDeps>[0] = {}) {
  const deps = makeProviderDeps({ baseUrl: server.baseUrl, apiKey: server.apiKey, ...more });
  const provider = createOpenAiCompatible(deps);
  return { provider, ...deps.heard, close: () => provider.close() };
}

describeProvider('openai-compatible', () => ({
  ...start(),
  text: makeRequest('one two three four five six', { model: 'echo' }),
  oneTool: makeRequest('please', { model: 'tool', tools: [echoSpec] }),
  manyTools: makeRequest('please', { model: 'tools', tools: [echoSpec, secondSpec] }),
  failing: { request: makeRequest('x', { model: 'error' }), code: 'PROVIDER_FAILED' },
}));

async function failWith(request: ModelRequest, more = {}): Promise<unknown> {
  const { provider, close } = start(more);
  try {
    return await collect(provider.stream(request, signal)).catch((error: unknown) => error);
  } finally {
    close();
  }
}

describe('openai-compatible against the model server', () => {
  it.each([
    ['html', 'PROVIDER_ANSWER_NOT_STREAM'],
    ['half-stream', 'PROVIDER_LINE_BROKEN'],
    ['malformed', 'PROVIDER_ANSWER_MALFORMED'],
    ['limited', 'PROVIDER_LIMITED'],
    ['too-long', 'PROVIDER_CONTEXT_TOO_LONG'],
    ['no-such-model', 'PROVIDER_MODEL_MISSING'],
  ])('turns %s into %s with place and hint', async (model, code) => {
    const error = await failWith(makeRequest(`once ${model}`, { model }));
    expect(error).toMatchObject({
      code,
      values: { provider: 'test', model },
      place: { path: 'models.providers.test' },
    });
  });

  it.each([
    ['hang', 'PROVIDER_SILENT', { attemptTimeoutSeconds: 0.05, chunkTimeoutSeconds: 60 }],
    ['stall', 'PROVIDER_STALLED', { attemptTimeoutSeconds: 60, chunkTimeoutSeconds: 0.05 }],
  ])('gives up on a server that %ss', async (model, code, times) => {
    const error = await failWith(makeRequest('anybody there', { model }), times);
    expect(error).toMatchObject({ code, kind: 'unreachable' });
    const requests = await server.waitForRequests({ match: { model, outcome: 'cancelled' } });
    expect(requests).toHaveLength(1);
  });

  it('refuses a wrong key without showing it', async () => {
    const apiKey = 'sk-very-secret-key-0815';
    const error = await failWith(makeRequest('x'), { apiKey });
    expect(error).toMatchObject({ code: 'PROVIDER_KEY_REFUSED', kind: 'refused' });
    const shown = JSON.stringify([error, String(error), (error as Error).stack]);
    expect(shown).not.toContain('secret');
    expect(shown).not.toContain('sk-v');
  });

  it('waits as long as a 429 asks, says so, and then answers', async () => {
    await server.configure({ retryAfterSeconds: 0, limitedTimes: 1 });
    const { provider, close } = start({ retries: 2 });
    const request = makeRequest('too fast', { model: 'limited' });
    const events = await collect(provider.stream(request, signal));
    expect(events[0]).toMatchObject({ type: 'retry', attempt: 1, delayMs: 0 });
    expect(joinText(events)).toBe('echo: too fast');
    close();
  });

  it.each([
    ['length', 'length'],
    ['filter', 'refusal'],
    ['refuse', 'refusal'],
    ['empty', 'stop'],
  ])('maps the end "%s" to %s', async (model, reason) => {
    const events = (await failWith(makeRequest('x', { model }))) as ModelEvent[];
    expect(events.at(-1)).toEqual({ type: 'finish', reason });
  });

  it('hands out a call with unusable arguments as what it is', async () => {
    const request = makeRequest('x', { model: 'bad-arguments', tools: [echoSpec] });
    const calls = pickCalls((await failWith(request)) as ModelEvent[]);
    expect(calls).toMatchObject([
      { name: 'echo', arguments: {}, malformedArguments: '{"broken": ' },
    ]);
  });

  it('closes the socket when it is aborted in the middle', async () => {
    const { provider, close } = start();
    const controller = new AbortController();
    const text = 'abort me in the middle words:500 wordMs:20';
    const read = async (): Promise<void> => {
      const request = makeRequest(text, { model: 'slow' });
      for await (const event of provider.stream(request, controller.signal)) {
        if (event.type === 'text') controller.abort();
      }
    };
    await expect(read()).rejects.toMatchObject({ name: 'AbortError' });
    const match = { lastUserText: text, outcome: 'cancelled' as const };
    expect(await server.waitForRequests({ match })).toHaveLength(1);
    close();
  });

  it('closes the socket when the reader leaves early', async () => {
    const { provider, close } = start();
    const text = 'leave early words:500 wordMs:20';
    for await (const event of provider.stream(makeRequest(text, { model: 'slow' }), signal)) {
      if (event.type === 'text') break;
    }
    const match = { lastUserText: text, outcome: 'cancelled' as const };
    expect(await server.waitForRequests({ match })).toHaveLength(1);
    close();
  });

  it('sends the temperature only when it is set', async () => {
    const { provider, close } = start();
    await collect(provider.stream(makeRequest('without temperature'), signal));
    const warm = makeRequest('with temperature', { temperature: 0.3 });
    await collect(provider.stream(warm, signal));
    const [plainRequest] = await server.listRequests({
      match: { contains: 'without temperature' },
    });
    const [warmRequest] = await server.listRequests({
      match: { lastUserText: 'with temperature' },
    });
    expect(plainRequest!.body).not.toHaveProperty('temperature');
    expect(warmRequest!.body).toMatchObject({ temperature: 0.3, max_tokens: 256, stream: true });
    close();
  });

  it('lets a running stream finish when it is closed meanwhile', async () => {
    const { provider } = start();
    const stream = provider.stream(makeRequest('close words:8', { model: 'slow' }), signal);
    let text = '';
    for await (const event of stream) {
      provider.close();
      if (event.type === 'text') text += event.text;
    }
    expect(text.split(' ')).toHaveLength(8);
  });
});
