import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGoogleServer, type GoogleServer } from '../../../../e2e/servers/google/control.ts';
import { answerCalls, collect, describeProvider, joinText, pickCalls } from '../contract-suite.ts';
import { createProviderBench } from '../testing/provider-bench.ts';
import { echoSpec, makeRequest } from '../testing/provider-fixtures.ts';
import {
  itEndsRequests,
  itGivesUp,
  itLosesNothing,
  itTellsFaults,
} from '../testing/server-suite.ts';
import { createGoogle } from './create-google.ts';

let server: GoogleServer;
/** Requests that a test makes wrong on purpose. */
let expectedViolations = 0;
beforeAll(async () => {
  server = await startGoogleServer();
});
afterAll(async () => {
  const violations = await server.listViolations();
  await server.stop();
  expect(violations).toHaveLength(expectedViolations);
});

const secondSpec = { ...echoSpec, name: 'second' };
const { signal } = new AbortController();
const gemini3 = 'gemini-3-flash-preview';

const bench = createProviderBench(createGoogle, () => ({
  api: 'google',
  baseUrl: server.baseUrl,
  apiKey: server.apiKey,
}));
const { start, ask, fail } = bench;

describeProvider('google', () => ({
  ...start(),
  text: makeRequest('one two three four five six', { model: 'echo' }),
  oneTool: makeRequest('please', { model: 'tool', tools: [echoSpec] }),
  manyTools: makeRequest('please', { model: 'tools', tools: [echoSpec, secondSpec] }),
  failing: { request: makeRequest('x', { model: 'error' }), code: 'PROVIDER_FAILED' },
}));
const bodyOf = async (text: string) => {
  const [record] = await server.listRequests({ match: { lastUserText: text } });
  return record?.body as Record<string, unknown>;
};

describe('google against the Gemini server', () => {
  itTellsFaults(bench, [
    ['html', 'PROVIDER_ANSWER_NOT_STREAM'],
    ['half-stream', 'PROVIDER_LINE_BROKEN'],
    ['cut-short', 'PROVIDER_ANSWER_CUT'],
    ['malformed', 'PROVIDER_ANSWER_MALFORMED'],
    ['error-inside', 'PROVIDER_FAILED'],
    ['limited', 'PROVIDER_LIMITED'],
    ['too-long', 'PROVIDER_CONTEXT_TOO_LONG'],
    ['invalid', 'PROVIDER_REQUEST_INVALID'],
    ['forbidden', 'PROVIDER_ACCESS_REFUSED'],
    ['unavailable', 'PROVIDER_FAILED'],
    ['no-such-model', 'PROVIDER_MODEL_MISSING'],
  ]);

  itGivesUp(bench, () => server);

  it.each([
    ['a wrong key', 'AIza-very-secret-0815', 'PROVIDER_KEY_REFUSED'],
    ['no key', undefined, 'PROVIDER_KEY_REFUSED'],
    ['a key that no header can hold', 'AIza-very-secret\nx', 'PROVIDER_KEY_UNUSABLE'],
  ])('refuses %s without showing it', async (_name, apiKey, code) => {
    const error = await fail(makeRequest('x'), { apiKey });
    expect(error).toMatchObject({ code });
    const shown = JSON.stringify([error, String(error), (error as Error).stack]);
    expect(shown).not.toContain('secret');
  });

  it('waits as long as RetryInfo asks, says so, and then answers', async () => {
    await server.configure({ retryAfterSeconds: 0, limitedTimes: 1 });
    const request = makeRequest('too fast', { model: 'limited' });
    const events = await ask(request, { retries: 2 });
    expect(events[0]).toMatchObject({ type: 'retry', attempt: 1, delayMs: 0 });
    expect(joinText(events)).toBe('echo: too fast');
    await server.configure({ retryAfterSeconds: 7, limitedTimes: 1 });
    const error = await fail(makeRequest('too fast again', { model: 'limited' }));
    expect(error).toMatchObject({ code: 'PROVIDER_LIMITED', retryAfterMs: 7_000 });
  });

  it.each([
    ['length', 'length', 'This sentence is never'],
    ['refuse', 'refusal', 'I would'],
    ['block', 'refusal', ''],
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

  it('counts thoughts as output, and shows them', async () => {
    const events = await ask(makeRequest('deep model:think', { model: gemini3 }));
    const thoughts = events.flatMap((event) => (event.type === 'reasoning' ? [event.text] : []));
    expect(thoughts.join('')).toBe('The user wants an echo.');
    const usage = events.find((event) => event.type === 'usage');
    expect(usage).not.toHaveProperty('isEstimated');
    expect(usage?.outputTokens).toBeGreaterThan(6);
  });

  itLosesNothing(bench);

  itEndsRequests(bench, () => server);
});

describe('what google is asked', () => {
  it('holds the system prompt, the limit, the tools as JSON Schema, and no more than was set', async () => {
    await ask(makeRequest('plain', { tools: [echoSpec] }));
    const body = await bodyOf('plain');
    expect(body['systemInstruction']).toMatchObject({ parts: [{ text: 'You are helpful.' }] });
    expect(body['generationConfig']).toEqual({ maxOutputTokens: 256 });
    expect(body['tools']).toEqual([
      {
        functionDeclarations: [
          {
            name: 'echo',
            description: 'Says the text again.',
            parametersJsonSchema: echoSpec.parameters,
          },
        ],
      },
    ]);
  });

  it.each([
    [gemini3, 'high', { includeThoughts: true, thinkingLevel: 'HIGH' }],
    [gemini3, 'off', { thinkingLevel: 'MINIMAL' }],
    ['gemini-2.5-flash', 'low', { includeThoughts: true, thinkingBudget: 1024 }],
    ['gemini-2.5-flash', 'off', { thinkingBudget: 0 }],
    ['gemini-2.5-flash', undefined, { includeThoughts: true }],
    ['gemini-2.0-flash', undefined, undefined],
  ] as const)('tells %s to think: %s', async (model, thinking, expected) => {
    const text = `thinking ${model} ${thinking ?? 'by itself'}`;
    await ask(makeRequest(text, { model, thinking, temperature: 0.3 }));
    expect(await bodyOf(text)).toMatchObject({ generationConfig: { temperature: 0.3 } });
    const { generationConfig } = (await bodyOf(text)) as { generationConfig: object };
    if (expected) expect(generationConfig).toHaveProperty('thinkingConfig', expected);
    else expect(generationConfig).not.toHaveProperty('thinkingConfig');
  });

  it('asks a model that cannot think again without it, and remembers', async () => {
    const { provider, close } = start();
    const request = makeRequest('no thoughts', { model: 'gemini-2.0-flash', thinking: 'high' });
    expect(joinText(await collect(provider.stream(request, signal)))).toBe('echo: no thoughts');
    expect(joinText(await collect(provider.stream(request, signal)))).toBe('echo: no thoughts');
    expectedViolations++;
    close();
  });

  it('shows pictures, also those in the result of a tool', async () => {
    const image = { mimeType: 'image/png', data: 'aGVsbG8=' };
    const inlineData = { mimeType: 'image/png', data: 'aGVsbG8=' };
    const calls = [{ id: 'call_1', name: 'echo', arguments: {} }];
    const result = { role: 'tool', callId: 'call_1', name: 'echo', text: 'seen', images: [image] };
    for (const model of [gemini3, 'gemini-2.5-flash']) {
      const text = `look ${model}`;
      await ask({
        ...makeRequest('', { model }),
        messages: [
          { role: 'user', text, images: [image] },
          { role: 'assistant', text: '', toolCalls: calls },
          result as never,
        ],
      });
      const { contents } = (await bodyOf(text)) as { contents: { parts: object[] }[] };
      expect(contents[0]?.parts).toEqual([{ text }, { inlineData }]);
      const response = { name: 'echo', response: { output: 'seen' } };
      expect(contents[2]?.parts).toEqual(
        model === gemini3
          ? [{ functionResponse: { ...response, parts: [{ inlineData }] } }]
          : [{ functionResponse: response }, { inlineData }],
      );
    }
  });

  it('says which results are errors', async () => {
    const calls = [{ id: 'call_1', name: 'echo', arguments: { text: 'x' } }];
    await ask({
      ...makeRequest(''),
      messages: [
        { role: 'user', text: 'went wrong' },
        { role: 'assistant', text: 'I try.', toolCalls: calls },
        { role: 'tool', callId: 'call_1', name: 'echo', text: 'no such file', isError: true },
      ],
    });
    expect(await bodyOf('went wrong')).toMatchObject({
      contents: [
        {},
        {},
        { parts: [{ functionResponse: { response: { error: 'no such file' } } }] },
      ],
    });
  });
});

describe('the signatures of Gemini 3', () => {
  const request = makeRequest('sign model:tools', {
    model: gemini3,
    tools: [echoSpec, secondSpec],
  });

  async function callTools(provider: ReturnType<typeof start>['provider']) {
    const events = await collect(provider.stream(request, signal));
    const state = events.find((event) => event.type === 'state')?.data;
    return { calls: pickCalls(events), state };
  }

  it('return with their calls and ids, whatever the order of the results', async () => {
    const { provider, close } = start();
    const { calls, state } = await callTools(provider);
    expect(calls.map((call) => call.id)).toEqual([
      expect.stringMatching(/^fc/) as string,
      expect.stringMatching(/^fc/) as string,
    ]);
    const asked = { role: 'assistant' as const, text: '', toolCalls: calls, state };
    const results = calls.toReversed().map((call) => ({
      role: 'tool' as const,
      callId: call.id,
      name: call.name,
      text: `result of ${call.name}`,
    }));
    // What was stored comes back as plain JSON.
    const stored = JSON.parse(JSON.stringify([...request.messages, asked, ...results])) as never;
    const next = await collect(provider.stream({ ...request, messages: stored }, signal));
    expect(joinText(next)).toBe('tool said: result of echo | result of second');
    // The answer in words is signed as well.
    expect(next.find((event) => event.type === 'state')).toBeDefined();
    close();
  });

  it('are replaced where another model made the calls', async () => {
    const { provider, close } = start();
    const { calls } = await callTools(provider);
    const next = await collect(
      provider.stream(
        answerCalls(request, calls, () => 'from elsewhere'),
        signal,
      ),
    );
    expect(joinText(next)).toContain('from elsewhere');
    close();
  });

  it('are not sent with words they do not belong to', async () => {
    const { provider, close } = start();
    const { calls, state } = await callTools(provider);
    const asked = { role: 'assistant' as const, text: 'changed', toolCalls: calls, state };
    const messages = [...answerCalls(request, calls, () => 'fine').messages];
    messages[1] = asked;
    expect(joinText(await collect(provider.stream({ ...request, messages }, signal)))).toContain(
      'fine',
    );
    close();
  });

  it('are really wanted by the server: without them it refuses', async () => {
    const body = {
      contents: [
        { role: 'user', parts: [{ text: 'unsigned' }] },
        { role: 'model', parts: [{ functionCall: { name: 'echo' } }] },
        { role: 'user', parts: [{ functionResponse: { name: 'echo', response: {} } }] },
      ],
    };
    const url = `${server.baseUrl}/models/${gemini3}:streamGenerateContent?alt=sse`;
    const headers = { 'x-goog-api-key': server.apiKey, 'content-type': 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('thought_signature');
    expectedViolations++;
  });
});

describe('beside answers', () => {
  it('lists the models with what they take and can', async () => {
    const { provider, close } = start();
    const models = await provider.listModels(signal);
    expect(models.find(({ id }) => id === gemini3)).toEqual({
      id: gemini3,
      contextWindow: 1_048_576,
      supportsTools: true,
      supportsThinking: true,
    });
    expect(models.find(({ id }) => id === 'gemini-embedding-001')?.supportsTools).toBe(false);
    expect(models.some(({ id }) => id.startsWith('imagen'))).toBe(false);
    expect(models.length).toBeGreaterThan(20);
    close();
  });

  it('embeds texts in order', async () => {
    const { provider, close } = start();
    const { vectors, inputTokens } = await provider.embed!(
      'gemini-embedding-001',
      ['a', 'bcd'],
      signal,
    );
    expect(vectors.map((vector) => [...vector])).toEqual([
      [1, 97, 0.5],
      [3, 98, 0.5],
    ]);
    expect(inputTokens).toBe(1);
    close();
  });

  it.each(['http://127.0.0.1:1/v1beta', 'http://127.0.0.1:1'])(
    'says that nothing is at %s',
    async (baseUrl) => {
      const error = await fail(makeRequest('x'), { baseUrl });
      expect(error).toMatchObject({ code: 'PROVIDER_UNREACHABLE' });
    },
  );

  it('finds the version of the API by itself behind a proxy', async () => {
    const events = await ask(makeRequest('by proxy'), {
      baseUrl: server.baseUrl.replace('/v1beta', ''),
    });
    expect(joinText(events)).toBe('echo: by proxy');
  });
});
