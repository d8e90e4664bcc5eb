import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startModelServer, type ModelServer } from '../../../../e2e/servers/openai/control.ts';
import { collect, describeProvider, joinText, pickCalls } from '../contract-suite.ts';
import { createProviderBench } from '../testing/provider-bench.ts';
import { echoSpec, makeRequest } from '../testing/provider-fixtures.ts';
import { itEndsRequests, itGivesUp, itTellsFaults } from '../testing/server-suite.ts';
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

const bench = createProviderBench(createOpenAiCompatible, () => ({
  baseUrl: server.baseUrl,
  apiKey: server.apiKey,
}));
const { start, ask, fail } = bench;

describeProvider('openai-compatible', () => ({
  ...start(),
  text: makeRequest('one two three four five six', { model: 'echo' }),
  oneTool: makeRequest('please', { model: 'tool', tools: [echoSpec] }),
  manyTools: makeRequest('please', { model: 'tools', tools: [echoSpec, secondSpec] }),
  failing: { request: makeRequest('x', { model: 'error' }), code: 'PROVIDER_FAILED' },
}));

describe('openai-compatible against the model server', () => {
  itTellsFaults(bench, [
    ['html', 'PROVIDER_ANSWER_NOT_STREAM'],
    ['half-stream', 'PROVIDER_LINE_BROKEN'],
    ['malformed', 'PROVIDER_ANSWER_MALFORMED'],
    ['limited', 'PROVIDER_LIMITED'],
    ['too-long', 'PROVIDER_CONTEXT_TOO_LONG'],
    ['no-such-model', 'PROVIDER_MODEL_MISSING'],
  ]);

  itGivesUp(bench, () => server);

  it('refuses a wrong key without showing it', async () => {
    const apiKey = 'sk-very-secret-key-0815';
    const error = await fail(makeRequest('x'), { apiKey });
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
    const events = await ask(makeRequest('x', { model }));
    expect(events.at(-1)).toEqual({ type: 'finish', reason });
  });

  it('hands out a call with unusable arguments as what it is', async () => {
    const request = makeRequest('x', { model: 'bad-arguments', tools: [echoSpec] });
    const calls = pickCalls(await ask(request));
    expect(calls).toMatchObject([
      { name: 'echo', arguments: {}, malformedArguments: '{"broken": ' },
    ]);
  });

  itEndsRequests(bench, () => server);

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
