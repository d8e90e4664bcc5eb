import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  startMessagesServer,
  type MessagesServer,
} from '../../../../e2e/servers/anthropic/control.ts';
import {
  answerCalls,
  collect,
  describeProvider,
  joinText,
  pickCalls,
  pickState,
} from '../contract-suite.ts';
import { createProviderBench } from '../testing/provider-bench.ts';
import { echoSpec, makePictureRequest, makeRequest } from '../testing/provider-fixtures.ts';
import { itGivesUp, itTellsFaults } from '../testing/server-suite.ts';
import { createAnthropic } from './create-anthropic.ts';

let server: MessagesServer;
beforeAll(async () => {
  server = await startMessagesServer();
});
afterAll(async () => {
  const violations = await server.listViolations();
  await server.stop();
  expect(violations).toEqual([]);
});

const secondSpec = { ...echoSpec, name: 'second' };
const { signal } = new AbortController();

const bench = createProviderBench(createAnthropic, () => ({
  api: 'anthropic',
  baseUrl: server.baseUrl,
  apiKey: server.apiKey,
}));
const { start, ask, fail } = bench;

describeProvider('anthropic', () => ({
  ...start(),
  text: makeRequest('one two three four five six', { model: 'echo' }),
  oneTool: makeRequest('please', { model: 'tool', tools: [echoSpec] }),
  manyTools: makeRequest('please', { model: 'tools', tools: [echoSpec, secondSpec] }),
  failing: { request: makeRequest('x', { model: 'error' }), code: 'PROVIDER_FAILED' },
  pictures: {
    request: makePictureRequest('look', { model: 'see' }),
    sees: 'pictures: image/png, image/gif',
  },
  thinking: makeRequest('model:think', { model: 'claude-sonnet-5-5', thinking: 'high' }),
  thinkingTool: makeRequest('model:think-tool', {
    model: 'claude-sonnet-4-6',
    thinking: 'high',
    tools: [echoSpec],
  }),
  refusal: makeRequest('x', { model: 'refuse' }),
  cutShort: makeRequest('a text of some length', { model: 'cut-short' }),
  fragments: [
    makeRequest('x', { model: 'fragments', tools: [echoSpec] }),
    makeRequest('x', { model: 'interleaved', tools: [echoSpec, secondSpec] }),
  ],
  listViolations: () => server.listViolations(),
}));

async function lastBody(model: string): Promise<unknown> {
  const requests = await server.listRequests({ match: { model } });
  return requests.at(-1)?.body;
}

describe('anthropic against the server of messages', () => {
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

  it('refuses a wrong key without showing it', async () => {
    const error = await fail(makeRequest('x'), { apiKey: 'sk-ant-very-secret-0815' });
    expect(error).toMatchObject({ code: 'PROVIDER_KEY_REFUSED', kind: 'refused' });
    expect(JSON.stringify([error, String(error), (error as Error).stack])).not.toContain('secret');
  });

  it('waits as long as a 429 asks, says so, and then answers', async () => {
    await server.configure({ retryAfterSeconds: 0, limitedTimes: 1 });
    const events = await ask(makeRequest('too fast', { model: 'limited' }), { retries: 2 });
    expect(events[0]).toMatchObject({ type: 'retry', attempt: 1, delayMs: 0 });
    expect(joinText(events)).toBe('echo: too fast');
    const match = { lastUserText: 'too fast' };
    expect(await server.listRequests({ match })).toHaveLength(2);
  });

  it('is patient with a late first byte and with letters cut in the middle', async () => {
    expect(joinText(await ask(makeRequest('hi', { model: 'late' })))).toBe('echo: hi');
    const split = await ask(makeRequest('x', { model: 'split-bytes' }));
    expect(joinText(split)).toBe('Grüße, добрый день, 你好 👋🏽!');
  });

  it.each([
    ['length', 'length'],
    ['block', 'refusal'],
    ['empty', 'stop'],
  ])('maps the end "%s" to %s', async (model, reason) => {
    const events = await ask(makeRequest('x', { model }));
    expect(events.at(-1)).toEqual({ type: 'finish', reason });
  });

  it('never sends a temperature, and has the prompt cached', async () => {
    await ask(makeRequest('cool', { model: 'echo', temperature: 0.5 }));
    const body = await lastBody('echo');
    expect(body).not.toHaveProperty('temperature');
    expect(body).toMatchObject({
      cache_control: { type: 'ephemeral' },
      system: [{ type: 'text', text: 'You are helpful.', cache_control: { type: 'ephemeral' } }],
    });
  });

  it.each([
    ['claude-sonnet-5-5', 'high', { thinking: { type: 'adaptive', display: 'summarized' } }],
    ['claude-haiku-4-5', 'low', { thinking: { type: 'enabled', budget_tokens: 2_048 } }],
    ['claude-sonnet-5-5', 'off', { thinking: { type: 'between_tools' } }],
    ['claude-opus-4-8', 'off', { thinking: { type: 'disabled' } }],
    [
      'claude-opus-5-5',
      'off',
      { thinking: { type: 'adaptive' }, output_config: { effort: 'low' } },
    ],
    ['claude-sonnet-5', 'medium', { output_config: { effort: 'medium' } }],
  ] as const)('tells %s to think %s', async (model, thinking, expected) => {
    await ask(makeRequest('model:echo', { model, thinking, maxOutputTokens: 8_192 }));
    expect(await lastBody(model)).toMatchObject(expected);
  });

  it('leaves thinking out where the answer is too short for it', async () => {
    const model = 'claude-haiku-4-5-20251001';
    await ask(makeRequest('model:echo', { model, thinking: 'high', maxOutputTokens: 1_200 }));
    expect(await lastBody(model)).not.toHaveProperty('thinking');
  });

  it('learns how a model of an unknown name wants to be told, and remembers it', async () => {
    const { provider } = start();
    const model = 'proxy-4-5';
    const request = makeRequest('model:echo', { model, thinking: 'high', maxOutputTokens: 8_192 });
    await collect(provider.stream(request, signal));
    expect(await lastBody(model)).toMatchObject({ thinking: { type: 'enabled' } });
    const quiet = { ...request, model: 'other-5-5', thinking: 'off' as const };
    await collect(provider.stream(quiet, signal));
    expect(await lastBody('other-5-5')).toMatchObject({ thinking: { type: 'between_tools' } });
  });

  it('carries thoughts back that the vendor hides', async () => {
    const model = 'claude-sonnet-4-6';
    const request = makeRequest('model:think-hidden', {
      model,
      thinking: 'low',
      tools: [echoSpec],
    });
    const events = await ask(request);
    expect(events.some((event) => event.type === 'reasoning')).toBe(false);
    const state = pickState(events);
    expect(JSON.stringify(state)).toContain('redacted_thinking');
    const next = await ask(answerCalls(request, pickCalls(events), () => 'seen', state));
    expect(joinText(next)).toContain('seen');
  });

  it('sends all results of one step in one message, marks failures, and then what was said', async () => {
    const request = makeRequest('first', {
      model: 'tools',
      tools: [echoSpec],
      messages: [
        { role: 'user', text: 'first' },
        {
          role: 'assistant',
          text: 'I look.',
          toolCalls: [
            { id: 'toolu_1', name: 'echo', arguments: { text: 'a' } },
            { id: 'toolu_2', name: 'echo', arguments: { text: 'b' } },
          ],
        },
        { role: 'tool', callId: 'toolu_1', name: 'echo', text: 'one' },
        { role: 'tool', callId: 'toolu_2', name: 'echo', text: 'two', isError: true },
        { role: 'user', text: 'and hurry' },
      ],
    });
    expect(joinText(await ask(request))).toBe('tool said: one | error: two');
    const body = (await lastBody('tools')) as { messages: unknown[] };
    expect(body.messages).toHaveLength(3);
  });

  it('lists what the server has, with its windows and without what is gone', async () => {
    const models = await start().provider.listModels(signal);
    expect(models).toContainEqual({ id: 'echo', contextWindow: 200_000 });
    expect(models.map(({ id }) => id)).not.toContain('gone');
  });

  it('closes the connection when it is aborted in the middle', async () => {
    const { provider } = start();
    const controller = new AbortController();
    const text = 'abort me words:500 wordMs:20';
    const read = async (): Promise<void> => {
      const request = makeRequest(text, { model: 'slow' });
      for await (const event of provider.stream(request, controller.signal)) {
        if (event.type === 'text') controller.abort();
      }
    };
    await expect(read()).rejects.toMatchObject({ name: 'AbortError' });
    const match = { lastUserText: text, outcome: 'cancelled' as const };
    expect(await server.waitForRequests({ match })).toHaveLength(1);
  });
});
