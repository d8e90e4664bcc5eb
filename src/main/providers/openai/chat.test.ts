import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startModelServer, type ModelServer } from '../../../../e2e/servers/openai/control.ts';
import { describeProvider, joinText, pickCalls } from '../contract-suite.ts';
import { createProviderBench } from '../testing/provider-bench.ts';
import { echoSpec, makePictureRequest, makeRequest } from '../testing/provider-fixtures.ts';
import { itTellsFaults } from '../testing/server-suite.ts';
import { createOpenAi } from './create-openai.ts';

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

const bench = createProviderBench(createOpenAi, () => ({
  api: 'openai',
  endpoint: 'chat',
  baseUrl: server.baseUrl,
  apiKey: server.apiKey,
}));
const { start, ask } = bench;

describeProvider('openai (Chat Completions)', () => ({
  ...start(),
  text: makeRequest('one two three four five six', { model: 'echo' }),
  oneTool: makeRequest('please', { model: 'tool', tools: [echoSpec] }),
  manyTools: makeRequest('please', { model: 'tools', tools: [echoSpec, secondSpec] }),
  failing: { request: makeRequest('x', { model: 'error' }), code: 'PROVIDER_FAILED' },
  pictures: {
    request: makePictureRequest('look', { model: 'see' }),
    sees: 'pictures: image/png, image/gif',
  },
  refusal: makeRequest('x', { model: 'refuse' }),
  cutShort: makeRequest('a text of some length', { model: 'quiet-end' }),
  fragments: [
    makeRequest('x', { model: 'fragments', tools: [echoSpec] }),
    makeRequest('x', { model: 'interleaved', tools: [echoSpec, secondSpec] }),
  ],
  listViolations: () => server.listViolations(),
}));

describe('openai by Chat Completions', () => {
  itTellsFaults(bench, [
    ['html', 'PROVIDER_ANSWER_NOT_STREAM'],
    ['half-stream', 'PROVIDER_LINE_BROKEN'],
    ['malformed', 'PROVIDER_ANSWER_MALFORMED'],
    ['stream-error', 'PROVIDER_FAILED'],
    ['overloaded', 'PROVIDER_FAILED'],
    ['forbidden', 'PROVIDER_ACCESS_REFUSED'],
    ['broke', 'PROVIDER_QUOTA_SPENT'],
    ['too-long', 'PROVIDER_CONTEXT_TOO_LONG'],
    ['no-such-model', 'PROVIDER_MODEL_MISSING'],
  ]);

  it.each([
    ['length', 'length'],
    ['filter', 'refusal'],
    ['empty', 'stop'],
  ])('maps the end "%s" to %s', async (model, reason) => {
    const events = await ask(makeRequest('x', { model }));
    expect(events.at(-1)).toEqual({ type: 'finish', reason });
  });

  it('puts letters together that were cut in the middle', async () => {
    expect(joinText(await ask(makeRequest('Grüße 👋🏽', { model: 'split' })))).toBe('echo: Grüße 👋🏽');
  });

  it('hands out a call with unusable arguments as what it is', async () => {
    const request = makeRequest('x', { model: 'bad-arguments', tools: [echoSpec] });
    expect(pickCalls(await ask(request))).toMatchObject([
      { name: 'echo', arguments: {}, malformedArguments: '{"broken": ' },
    ]);
  });

  it('says the level of thinking as an effort, and the temperature where it is taken', async () => {
    await ask(makeRequest('hard model:echo', { model: 'o3', thinking: 'high', temperature: 1 }));
    await ask(makeRequest('warm', { model: 'echo', temperature: 0.4 }));
    const [hard] = await server.listRequests({ match: { contains: 'hard' } });
    const [warm] = await server.listRequests({ match: { lastUserText: 'warm' } });
    expect(hard?.body).toMatchObject({ reasoning_effort: 'high', max_completion_tokens: 256 });
    expect(hard?.body).not.toHaveProperty('temperature');
    expect(warm?.body).toMatchObject({ temperature: 0.4 });
    expect(warm?.body).not.toHaveProperty('reasoning_effort');
  });
});
