import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startResponsesServer, type ResponsesServer } from './control.ts';
import { hasSdkParameters } from './request-schema.ts';

let server: ResponsesServer;
let client: OpenAI;
beforeAll(async () => {
  server = await startResponsesServer();
  const { baseUrl: baseURL, apiKey } = server;
  client = new OpenAI({ baseURL, apiKey, maxRetries: 0, logLevel: 'off' });
});
afterAll(() => server.stop());

const tools = [
  {
    type: 'function',
    name: 'weather',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    strict: false,
  },
];

interface Answered {
  readonly status: number;
  readonly text: string;
}

async function post(body: object, headers: Record<string, string> = {}): Promise<Answered> {
  const response = await fetch(`${server.baseUrl}/responses`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.apiKey}`, ...headers },
    body: JSON.stringify({ model: 'echo', input: 'hi', stream: true, ...body }),
  });
  return { status: response.status, text: await response.text() };
}

const call = { type: 'function_call', call_id: 'call_1', name: 'weather', arguments: '{}' };
const output = { type: 'function_call_output', call_id: 'call_1', output: 'sunny' };

describe('requests that the published API refuses', () => {
  it('are told by the parameters of the SDK: another set would not compile', () => {
    expect(hasSdkParameters).toEqual({ response: true, embedding: true });
  });

  it.each([
    ['an unknown parameter', { max_tokens: 5 }, 400, "Unknown parameter: 'max_tokens'"],
    ['an unknown field of an item', { input: [{ ...output, extra: 1 }] }, 400, 'Unknown parameter'],
    ['a wrong type', { temperature: 'hot' }, 400, 'temperature'],
    ['a tool of the other endpoint', { tools: [{ type: 'function', function: {} }] }, 400, 'tools'],
    ['too few tokens', { max_output_tokens: 3 }, 400, 'max_output_tokens'],
    [
      'an output without its call',
      { input: [output] },
      400,
      'No tool call found for function call',
    ],
    ['a call without its output', { input: [call] }, 400, 'No tool output found'],
    [
      'a thought that is not sealed',
      { input: [{ type: 'reasoning', id: 'rs_1', summary: [] }, call, output] },
      404,
      'Items are not persisted',
    ],
    [
      'a thought that was changed',
      { input: [{ type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'a.b' }, call] },
      400,
      'could not be verified',
    ],
    ['thinking of a model that does not', { reasoning: { effort: 'low' } }, 400, 'not supported'],
    ['warmth of a model that thinks', { model: 'o3', temperature: 1 }, 400, "'temperature'"],
    [
      'an effort the model does not know',
      { model: 'gpt-5', reasoning: { effort: 'none' } },
      400,
      "Supported values are: 'minimal'",
    ],
    ['a model that is not there', { model: 'nobody' }, 404, 'model_not_found'],
  ])('%s', async (_name, body, status, words) => {
    const answered = await post(body);
    expect(answered.status).toBe(status);
    const { error } = JSON.parse(answered.text) as { error: Record<string, unknown> };
    expect(Object.keys(error).sort()).toEqual(['code', 'message', 'param', 'type']);
    expect(answered.text).toContain(words);
  });

  it('a wrong key, of which no more than the beginning is shown', async () => {
    const answered = await post({}, { authorization: 'Bearer sk-wrong-key' });
    expect(answered.status).toBe(401);
    expect(answered.text).not.toContain('sk-wrong-key');
  });

  it('records what no client should send, and not what a model does not take', async () => {
    const before = (await server.listViolations()).length;
    await post({ foo: 1 });
    await post({ reasoning: { effort: 'low' } });
    expect(await server.listViolations()).toHaveLength(before + 1);
  });
});

describe('streams of responses', () => {
  it('can be read by the vendor’s own accumulator', async () => {
    const stream = client.responses.stream({
      model: 'gpt-5',
      input: 'model:think-tool',
      tools: tools as OpenAI.Responses.FunctionTool[],
      include: ['reasoning.encrypted_content'],
      reasoning: { summary: 'auto' },
      store: false,
    });
    const response = await stream.finalResponse();
    expect(response.output.map(({ type }) => type)).toEqual(['reasoning', 'function_call']);
    expect(response.output[0]).toMatchObject({ summary: [{ type: 'summary_text' }] });
    expect(response.output[1]).toMatchObject({ name: 'weather', arguments: '{"city":"text"}' });
    expect(response.usage?.total_tokens).toBeGreaterThan(0);
  });

  it('number their events without a gap and end with the whole response', async () => {
    const { text } = await post({ input: 'a text of some length' });
    const events = text
      .split('\n')
      .filter((line) => line.startsWith('data: '))
      .map((line) => JSON.parse(line.slice(6)) as { type: string; sequence_number: number });
    expect(events.map((event) => event.sequence_number)).toEqual(events.map((_, index) => index));
    expect(events[0]?.type).toBe('response.created');
    expect(events.at(-1)?.type).toBe('response.completed');
    expect(text).not.toContain('[DONE]');
  });

  it('want the thought of a call back with it', async () => {
    const first = client.responses.stream({
      model: 'gpt-5',
      input: 'model:think-tool',
      tools: tools as OpenAI.Responses.FunctionTool[],
      include: ['reasoning.encrypted_content'],
    });
    const { output: items } = await first.finalResponse();
    const asked = items.find((item) => item.type === 'function_call');
    const results = [asked, { ...output, call_id: asked?.call_id }];
    const plain = items.map(({ ...item }) => {
      delete (item as { parsed_arguments?: unknown }).parsed_arguments;
      return item;
    });
    const thought = plain[0];
    const withoutThought = await post({ model: 'gpt-5', input: [plain[1], results[1]] });
    expect(withoutThought.text).toContain("without its required 'reasoning' item");
    const whole = await post({ model: 'gpt-5', input: [thought, plain[1], results[1]] });
    expect(whole.status).toBe(200);
  });
});

describe('embeddings and models', () => {
  it('are what the SDK expects', async () => {
    const { data } = await client.embeddings.create({ model: 'any', input: ['a', 'b'] });
    expect(data).toHaveLength(2);
    expect(data[0]?.embedding.length).toBe(8);
    const ids = (await client.models.list()).data.map(({ id }) => id);
    expect(ids).toContain('think-tool');
  });
});
