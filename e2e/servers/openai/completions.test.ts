import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startModelServer, type ModelServer } from './control.ts';
import { completionSchema, errorSchema } from './response-schema.ts';
import { ask, collect } from './test-client.ts';

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer({ slowWordMs: 1 });
});
afterAll(() => server.stop());

const weather = {
  type: 'function',
  function: {
    name: 'weather',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' }, days: { type: 'integer', minimum: 2 } },
      required: ['city', 'days'],
    },
  },
};
const clock = { type: 'function', function: { name: 'clock' } };

async function whole(response: Response) {
  expect(response.status).toBe(200);
  const completion = completionSchema.parse(await response.json());
  const [choice] = completion.choices;
  return { ...completion, choice: choice! };
}

async function refused(response: Response) {
  return { status: response.status, ...errorSchema.parse(await response.json()).error };
}

describe('answers', () => {
  it('answers in one piece', async () => {
    const { choice, usage } = await whole(await ask(server, 'echo', 'hi there'));
    expect(choice.message.content).toBe('echo: hi there');
    expect(choice.finish_reason).toBe('stop');
    expect(usage.total_tokens).toBe(usage.prompt_tokens + usage.completion_tokens);
  });

  it('streams the role first, then the content, then the reason, then [DONE]', async () => {
    const response = await ask(server, 'echo', 'a longer 😀 text', { stream: true });
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const { chunks, content, hasDone } = await collect(response);
    expect(chunks[0]?.choices[0]?.delta).toEqual({ role: 'assistant', content: '', refusal: null });
    expect(content).toBe('echo: a longer 😀 text');
    expect(chunks.length).toBeGreaterThan(4);
    expect(chunks.at(-1)?.choices[0]).toMatchObject({ delta: {}, finish_reason: 'stop' });
    expect(chunks.every((chunk) => chunk.usage === undefined)).toBe(true);
    expect(new Set(chunks.map((chunk) => chunk.id)).size).toBe(1);
    expect(hasDone).toBe(true);
  });

  it('sends the usage in a last chunk when asked', async () => {
    const options = { stream: true, stream_options: { include_usage: true } };
    const { chunks } = await collect(await ask(server, 'instant', 'x', options));
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: 1 } });
    expect(chunks.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true);
  });

  it('lets the last user text choose the behaviour, also in parts', async () => {
    const content = [{ type: 'text', text: 'please model:slow words:3 wordMs:0' }];
    const messages = [
      { role: 'system', content: 'You are a test.' },
      { role: 'user', content: 'model:error was before' },
      { role: 'assistant', content: 'yes' },
      { role: 'user', content },
    ];
    const { choice } = await whole(await ask(server, 'instant', '', { messages }));
    expect(choice.message.content).toBe('word1 word2 word3');
  });

  it('streams words one by one', async () => {
    const { content, chunks } = await collect(await ask(server, 'slow', 'x', { stream: true }));
    expect(content.split(' ')).toHaveLength(20);
    expect(chunks).toHaveLength(22);
  });

  it('refuses, filters, breaks off and says nothing in the ways the API has for it', async () => {
    const refusal = await whole(await ask(server, 'refuse', 'x'));
    expect(refusal.choice.message).toMatchObject({ content: null });
    expect(refusal.choice.message.refusal).toMatch(/sorry/);
    const streamed = await collect(await ask(server, 'refuse', 'x', { stream: true }));
    expect(streamed.chunks.some((chunk) => chunk.choices[0]?.delta.refusal)).toBe(true);
    const reasonOf = async (model: string) =>
      (await whole(await ask(server, model, 'x'))).choice.finish_reason;
    expect(await reasonOf('filter')).toBe('content_filter');
    expect(await reasonOf('length')).toBe('length');
    const empty = await collect(await ask(server, 'empty', 'x', { stream: true }));
    expect(empty).toMatchObject({ content: '', hasDone: true });
  });

  it('breaks off at the maximum of tokens', async () => {
    const more = { max_completion_tokens: 2 };
    const { choice } = await whole(await ask(server, 'echo', 'a long text to say', more));
    expect(choice).toMatchObject({ message: { content: 'echo: a ' }, finish_reason: 'length' });
  });

  it('lists its models', async () => {
    const headers = { authorization: `Bearer ${server.apiKey}` };
    const list: unknown = await (await fetch(`${server.baseUrl}/models`, { headers })).json();
    expect(list).toMatchObject({ object: 'list' });
    expect(JSON.stringify(list)).toContain('"id":"half-stream"');
  });
});

describe('tools', () => {
  it('streams a call in fragments: id and name once, then the arguments', async () => {
    const { chunks } = await collect(
      await ask(server, 'tool', 'x', { stream: true, tools: [weather, clock] }),
    );
    const deltas = chunks.flatMap((chunk) => chunk.choices[0]?.delta.tool_calls ?? []);
    expect(deltas[0]).toMatchObject({ index: 0, type: 'function', function: { name: 'weather' } });
    expect(deltas[0]?.id).toMatch(/^call_/);
    expect(deltas.slice(1).every((delta) => delta.id === undefined)).toBe(true);
    const joined = deltas.map((delta) => delta.function.arguments).join('');
    expect(JSON.parse(joined)).toEqual({ city: 'text', days: 2 });
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('tool_calls');
  });

  it('takes tool and arguments from the text, then answers with the result', async () => {
    const text = 'go tool:weather args:{"city":"Bern {x}","days":3} please';
    const tools = [clock, weather];
    const { choice } = await whole(await ask(server, 'tool', text, { tools }));
    const call = choice.message.tool_calls?.[0];
    expect(call?.function.name).toBe('weather');
    expect(JSON.parse(call?.function.arguments ?? '')).toEqual({ city: 'Bern {x}', days: 3 });
    const messages = [
      { role: 'user', content: text },
      choice.message,
      { role: 'tool', tool_call_id: call?.id, content: 'sunny' },
    ].map((message) => ({ ...message, annotations: undefined }));
    const after = await whole(await ask(server, 'tool', '', { tools, messages }));
    expect(after.choice.message.content).toBe('tool said: sunny');
  });

  it('calls several at once, none when told so, and broken ones on demand', async () => {
    const tools = [weather, clock];
    const several = await whole(await ask(server, 'tools', 'x', { tools }));
    expect(several.choice.message.tool_calls).toHaveLength(2);
    const none = await whole(await ask(server, 'tool', 'x', { tools, tool_choice: 'none' }));
    expect(none.choice.message.content).toBe('no tools offered');
    const broken = await whole(await ask(server, 'bad-arguments', 'x', { tools }));
    const text = broken.choice.message.tool_calls?.[0]?.function.arguments ?? '';
    expect(() => JSON.parse(text) as unknown).toThrow();
  });
});

describe('refused requests', () => {
  it('answers a wrong and a missing key 401', async () => {
    const wrong = { headers: { authorization: 'Bearer nope', 'content-type': 'application/json' } };
    expect(await refused(await ask(server, 'echo', 'x', {}, wrong))).toMatchObject({
      status: 401,
      type: 'invalid_request_error',
      code: 'invalid_api_key',
    });
    const missing = { headers: { 'content-type': 'application/json' } };
    const answer = await refused(await ask(server, 'echo', 'x', {}, missing));
    expect(answer).toMatchObject({ status: 401, code: null });
    expect(answer.message).toMatch(/^You didn't provide an API key/);
  });

  it('answers an unknown model 404 and an unknown path 404', async () => {
    expect(await refused(await ask(server, 'gpt-9', 'x'))).toMatchObject({
      status: 404,
      code: 'model_not_found',
    });
    const headers = { authorization: `Bearer ${server.apiKey}` };
    const path = await fetch(`${server.baseUrl}/responses`, { method: 'POST', headers });
    expect((await refused(path)).message).toBe('Invalid URL (POST /v1/responses)');
  });

  it.each([
    ['a parameter nobody published', { temprature: 1 }, 'unknown_parameter', 'temprature'],
    [
      'one deep inside',
      { messages: [{ role: 'user', content: [{ type: 'text', text: 'x', style: 1 }] }] },
      'unknown_parameter',
      'messages[0].content[0].style',
    ],
    ['a value out of range', { temperature: 3 }, 'invalid_value', 'temperature'],
    [
      'stream_options without stream',
      { stream_options: { include_usage: true } },
      'invalid_value',
      'stream_options',
    ],
    ['tool_choice without tools', { tool_choice: 'auto' }, 'invalid_value', 'tool_choice'],
    ['what it can not play', { n: 2 }, 'invalid_value', 'n'],
    [
      'a tool result nobody asked for',
      { messages: [{ role: 'tool', tool_call_id: 'a', content: 'x' }] },
      'invalid_value',
      'messages',
    ],
  ])('refuses %s and records it', async (_, more, code, param) => {
    const before = (await server.listViolations()).length;
    expect(await refused(await ask(server, 'echo', 'x', more))).toMatchObject({
      status: 400,
      code,
      param,
    });
    expect(await server.listViolations()).toHaveLength(before + 1);
  });

  it('refuses tool calls that were never answered', async () => {
    const call = { id: 'call_1', type: 'function', function: { name: 'clock', arguments: '{}' } };
    const messages = [
      { role: 'user', content: 'x' },
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'user', content: 'and now?' },
    ];
    const { message } = await refused(await ask(server, 'echo', '', { messages }));
    expect(message).toContain('did not have response messages: call_1');
  });

  it('refuses what is not JSON', async () => {
    const answer = await refused(await ask(server, 'echo', 'x', {}, { body: '{"model":' }));
    expect(answer.message).toMatch(/could not parse the JSON body/);
  });
});
