import Anthropic from '@anthropic-ai/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMessagesServer, type MessagesServer } from './control.ts';
import { hasSdkParameters } from './request-schema.ts';

let server: MessagesServer;
let client: Anthropic;
beforeAll(async () => {
  server = await startMessagesServer();
  const baseURL = server.baseUrl.replace(/\/v1$/, '');
  client = new Anthropic({ baseURL, apiKey: server.apiKey, maxRetries: 0, logLevel: 'off' });
});
afterAll(() => server.stop());

const tools: Anthropic.Tool[] = [
  {
    name: 'weather',
    input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
];
const version = { 'anthropic-version': '2026-10-21' };

async function post(body: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.baseUrl}/messages`, {
    method: 'POST',
    headers: { 'x-api-key': server.apiKey, ...version, ...headers },
    body: JSON.stringify({
      model: 'echo',
      max_tokens: 100,
      messages: [{ role: 'user', content: 'hi' }],
      stream: true,
      ...body,
    }),
  });
  return { status: response.status, text: await response.text() };
}

const user = { role: 'user', content: 'hi' };
const use = { type: 'tool_use', id: 'toolu_1', name: 'weather', input: {} };
const result = { type: 'tool_result', tool_use_id: 'toolu_1', content: 'sunny' };
const asked = (...content: object[]) => ({ role: 'assistant', content });
const told = (...content: object[]) => ({ role: 'user', content });

describe('requests that the published API refuses', () => {
  it('are told by the parameters of the SDK: another set would not compile', () => {
    expect(hasSdkParameters).toBe(true);
  });

  it.each([
    ['an unknown parameter', { max_output: 5 }, 'max_output: Extra inputs are not permitted'],
    ['a temperature', { temperature: 1 }, 'temperature: Extra inputs are not permitted'],
    ['no maximum', { max_tokens: undefined }, 'max_tokens'],
    ['an empty text', { messages: [told({ type: 'text', text: '' })] }, 'must be non-empty'],
    ['a result without its call', { messages: [told(result)] }, 'unexpected `tool_use_id`'],
    ['a call without its result', { messages: [user, asked(use), user] }, 'were found without'],
    [
      'a result after a text',
      { messages: [user, asked(use), told({ type: 'text', text: 'so' }, result)] },
      'must come first',
    ],
    [
      'a thought without its signature',
      { messages: [user, asked({ type: 'thinking', thinking: 'hm' }, use), told(result)] },
      'signature',
    ],
    [
      'a thought with a foreign signature',
      {
        messages: [
          user,
          asked({ type: 'thinking', thinking: 'hm', signature: 'x.y' }, use),
          told(result),
        ],
      },
      'Invalid `signature` in `thinking` block',
    ],
    [
      'a picture of another kind',
      {
        messages: [
          told({
            type: 'image',
            source: { type: 'base64', media_type: 'image/bmp', data: 'AA==' },
          }),
        ],
      },
      'media_type',
    ],
    ['a prefilled answer', { messages: [user, asked({ type: 'text', text: 'I' })] }, 'prefill'],
    [
      'a budget of a newer model',
      { model: 'claude-sonnet-5-5', thinking: { type: 'enabled', budget_tokens: 2_000 } },
      'thinking.type.enabled',
    ],
    [
      'a budget above the maximum',
      { thinking: { type: 'enabled', budget_tokens: 2_000 } },
      'must be greater than',
    ],
  ])('%s', async (_name, body, words) => {
    const { status, text } = await post(body);
    expect(status).toBe(400);
    const parsed = JSON.parse(text) as { type: string; error: { type: string; message: string } };
    expect(parsed).toMatchObject({ type: 'error', error: { type: 'invalid_request_error' } });
    expect(parsed.error.message).toContain(words);
  });

  it('a wrong key and a version of the API that it is not', async () => {
    expect(await post({}, { 'x-api-key': 'sk-wrong' })).toMatchObject({ status: 401 });
    expect(await post({}, { 'anthropic-version': '2020-01-01' })).toMatchObject({ status: 400 });
  });

  it('names an overload, a limit and a failure as the vendor does', async () => {
    const said = async (model: string) => {
      const { status, text } = await post({ model });
      return [status, (JSON.parse(text) as { error: { type: string } }).error.type];
    };
    expect(await said('unavailable')).toEqual([529, 'overloaded_error']);
    expect(await said('limited')).toEqual([429, 'rate_limit_error']);
    expect(await said('error')).toEqual([500, 'api_error']);
    expect(await said('forbidden')).toEqual([403, 'permission_error']);
  });
});

describe('streams of messages', () => {
  it('can be read by the vendor’s own accumulator', async () => {
    const message = await client.messages
      .stream({
        model: 'claude-sonnet-4-6',
        max_tokens: 1_000,
        thinking: { type: 'adaptive', display: 'summarized' },
        messages: [{ role: 'user', content: 'model:think-tool' }],
        tools,
      })
      .finalMessage();
    expect(message.content.map(({ type }) => type)).toEqual(['thinking', 'tool_use']);
    const [thought] = message.content;
    expect(thought?.type === 'thinking' && thought.thinking).toContain('tool');
    expect(message.content[1]).toMatchObject({ name: 'weather', input: { city: 'text' } });
    expect(message.stop_reason).toBe('tool_use');
  });

  it('want the thought of a call back with it', async () => {
    const thinking = { type: 'adaptive' as const };
    const request = { model: 'claude-sonnet-4-6', max_tokens: 1_000, thinking, tools };
    const question = { role: 'user' as const, content: 'model:think-tool' };
    const { content } = await client.messages
      .stream({ ...request, messages: [question] })
      .finalMessage();
    const call = content.find((block) => block.type === 'tool_use');
    const answer = told({ ...result, tool_use_id: call?.id });
    const bare = asked({ type: 'tool_use', id: call?.id, name: call?.name, input: call?.input });
    const refused = await post({ ...request, messages: [question, bare, answer] });
    expect(refused.text).toContain('Expected `thinking` or `redacted_thinking`');
    const [thought] = content;
    const whole = { ...bare, content: [thought, ...bare.content] };
    const accepted = await post({ ...request, messages: [question, whole, answer] });
    expect(accepted.status).toBe(200);
  });
});
