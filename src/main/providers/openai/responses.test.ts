import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  startResponsesServer,
  type ResponsesServer,
} from '../../../../e2e/servers/openai-responses/control.ts';
import {
  answerCalls,
  collect,
  describeProvider,
  joinText,
  pickCalls,
  pickState,
} from '../contract-suite.ts';
import { createProviderBench } from '../testing/provider-bench.ts';
import {
  echoSpec,
  makePictureRequest,
  makeProviderDeps,
  makeRequest,
} from '../testing/provider-fixtures.ts';
import { itEndsRequests, itGivesUp, itTellsFaults } from '../testing/server-suite.ts';
import { createOpenAi } from './create-openai.ts';

let server: ResponsesServer;
beforeAll(async () => {
  server = await startResponsesServer();
});
afterAll(async () => {
  const violations = await server.listViolations();
  await server.stop();
  expect(violations).toEqual([]);
});

const secondSpec = { ...echoSpec, name: 'second' };
const { signal } = new AbortController();

const bench = createProviderBench(createOpenAi, () => ({
  api: 'openai',
  baseUrl: server.baseUrl,
  apiKey: server.apiKey,
}));
const { start, ask, fail } = bench;

describeProvider('openai (Responses)', () => ({
  ...start(),
  text: makeRequest('one two three four five six', { model: 'echo' }),
  oneTool: makeRequest('please', { model: 'tool', tools: [echoSpec] }),
  manyTools: makeRequest('please', { model: 'tools', tools: [echoSpec, secondSpec] }),
  failing: { request: makeRequest('x', { model: 'error' }), code: 'PROVIDER_FAILED' },
  pictures: {
    request: makePictureRequest('look', { model: 'see' }),
    sees: 'pictures: image/png, image/gif',
  },
  thinking: makeRequest('model:think', { model: 'gpt-5', thinking: 'high' }),
  thinkingTool: makeRequest('model:think-tool', { model: 'gpt-5', tools: [echoSpec] }),
  refusal: makeRequest('x', { model: 'refuse' }),
  cutShort: makeRequest('a text of some length', { model: 'cut-short' }),
  fragments: [
    makeRequest('x', { model: 'fragments', tools: [echoSpec] }),
    makeRequest('x', { model: 'interleaved', tools: [echoSpec, secondSpec] }),
  ],
  embeddingModel: 'text-embedding-3-small',
  listViolations: () => server.listViolations(),
}));

async function lastBody(model: string): Promise<unknown> {
  const requests = await server.listRequests({ match: { model } });
  return requests.at(-1)?.body;
}

describe('openai by Responses', () => {
  itTellsFaults(bench, [
    ['html', 'PROVIDER_ANSWER_NOT_STREAM'],
    ['half-stream', 'PROVIDER_LINE_BROKEN'],
    ['malformed', 'PROVIDER_ANSWER_MALFORMED'],
    ['error-inside', 'PROVIDER_FAILED'],
    ['unavailable', 'PROVIDER_FAILED'],
    ['forbidden', 'PROVIDER_ACCESS_REFUSED'],
    ['limited', 'PROVIDER_LIMITED'],
    ['invalid', 'PROVIDER_REQUEST_INVALID'],
    ['too-long', 'PROVIDER_CONTEXT_TOO_LONG'],
    ['no-such-model', 'PROVIDER_MODEL_MISSING'],
  ]);

  itGivesUp(bench, () => server);

  it('is patient with a late first byte and with letters cut in the middle', async () => {
    expect(joinText(await ask(makeRequest('hi', { model: 'late' })))).toBe('echo: hi');
    const split = await ask(makeRequest('x', { model: 'split-bytes' }));
    expect(joinText(split)).toBe('Grüße, добрый день, 你好 👋🏽!');
  });

  it('refuses a wrong key without showing it', async () => {
    const error = await fail(makeRequest('x'), { apiKey: 'sk-very-secret-key-0815' });
    expect(error).toMatchObject({ code: 'PROVIDER_KEY_REFUSED', kind: 'refused' });
    const shown = JSON.stringify([error, String(error), (error as Error).stack]);
    expect(shown).not.toContain('secret');
    expect(shown).not.toContain('sk-v');
  });

  it('does not send a key that no header can hold, and does not show it', async () => {
    const error = await fail(makeRequest('x'), { apiKey: 'sk-se\ncret' });
    expect(error).toMatchObject({ code: 'PROVIDER_KEY_UNUSABLE' });
    expect(String(error) + String((error as Error).stack)).not.toContain('sk-se');
  });

  it('waits as long as a 429 asks, says so, and then answers; the SDK itself asks once', async () => {
    await server.configure({ retryAfterSeconds: 0, limitedTimes: 1 });
    const events = await ask(makeRequest('too fast', { model: 'limited' }), { retries: 2 });
    expect(events[0]).toMatchObject({ type: 'retry', attempt: 1, delayMs: 0 });
    expect(joinText(events)).toBe('echo: too fast');
    const match = { lastUserText: 'too fast' };
    expect(await server.listRequests({ match })).toHaveLength(2);
  });

  it('tells how long a 429 wants to be left alone', async () => {
    await server.configure({ retryAfterSeconds: 3600, limitedTimes: 1 });
    const error = await fail(makeRequest('much too fast', { model: 'limited' }), { retries: 2 });
    expect(error).toMatchObject({ code: 'PROVIDER_LIMITED', retryAfterMs: 3_600_000 });
  });

  it.each([
    ['length', 'length'],
    ['block', 'refusal'],
    ['empty', 'stop'],
  ])('maps the end "%s" to %s', async (model, reason) => {
    const events = await ask(makeRequest('x', { model }));
    expect(events.at(-1)).toEqual({ type: 'finish', reason });
  });

  it('stores nothing on the other side and keeps thoughts sealed', async () => {
    const request = makeRequest('model:think-tool', { model: 'o3', tools: [echoSpec] });
    const events = await ask({ ...request, thinking: 'low' });
    expect(await lastBody('o3')).toMatchObject({
      store: false,
      include: ['reasoning.encrypted_content'],
      reasoning: { effort: 'low', summary: 'auto' },
    });
    const state = pickState(events);
    expect(JSON.stringify(state)).toContain('encrypted_content');
    const calls = pickCalls(events);
    await ask(answerCalls(request, calls, () => 'done', state));
    const body = JSON.stringify(await lastBody('o3'));
    expect(body).toContain('"type":"reasoning"');
  });

  it('asks again without a thought that was sealed elsewhere', async () => {
    const request = makeRequest('model:think-tool', { model: 'o4-mini', tools: [echoSpec] });
    const events = await ask(request);
    const text = JSON.stringify(pickState(events)).replace(
      /"encrypted_content":"[^"]+"/,
      '"encrypted_content":"x.y"',
    );
    const state: unknown = JSON.parse(text);
    const next = await ask(answerCalls(request, pickCalls(events), () => 'marker', state));
    expect(joinText(next)).toContain('marker');
  });

  it('learns what a model takes and remembers it', async () => {
    const { provider } = start();
    const plain = makeRequest('x', { model: 'echo', thinking: 'high', temperature: 0.2 });
    expect(joinText(await collect(provider.stream(plain, signal)))).toBe('echo: x');
    expect(await lastBody('echo')).not.toHaveProperty('reasoning');
    expect(await lastBody('echo')).toMatchObject({ temperature: 0.2 });
    const thinker = makeRequest('model:echo', { model: 'gpt-5', thinking: 'off', temperature: 1 });
    await collect(provider.stream(thinker, signal));
    expect(await lastBody('gpt-5')).toMatchObject({ reasoning: { effort: 'minimal' } });
    expect(await lastBody('gpt-5')).not.toHaveProperty('temperature');
  });

  itEndsRequests(bench, () => server);

  it('reports an address where nobody listens', async () => {
    const error = await fail(makeRequest('x'), { baseUrl: 'http://127.0.0.1:9/v1' });
    expect(error).toMatchObject({ code: 'PROVIDER_UNREACHABLE', kind: 'unreachable' });
  });

  it('says that an address is missing or unusable when it is made', () => {
    const make = (baseUrl?: string) => () => start({ baseUrl });
    expect(make('ftp://x')).toThrow(/neither http nor https/);
    expect(make('http://user:secret@127.0.0.1/v1')).toThrow(/user name/);
    const deps = makeProviderDeps({ api: 'openai' });
    expect(() => createOpenAi(deps)).toThrow(/no address/);
  });

  it('splits many texts into several requests for embeddings', async () => {
    const { provider } = start();
    onTestFinished(() => provider.close());
    const texts = Array.from({ length: 300 }, (_, index) => `text ${index}`);
    const found = await provider.embed?.('text-embedding-3-small', texts, signal);
    expect(found?.vectors).toHaveLength(300);
  });
});
