import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGoogleServer, type GoogleServer } from './control.ts';

let server: GoogleServer;
beforeAll(async () => {
  server = await startGoogleServer();
});
afterAll(() => server.stop());

const post = (path: string, body: unknown, key: string | undefined = server.apiKey) =>
  fetch(`${server.baseUrl}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...(key ? { 'x-goog-api-key': key } : {}) },
  });
const stream = (model: string, body: object) =>
  post(`/models/${model}:streamGenerateContent?alt=sse`, body);
const hello = { contents: [{ role: 'user', parts: [{ text: 'hello' }] }] };
const errorOf = async (response: Response) =>
  ((await response.json()) as { error: { code: number; status: string; message: string } }).error;

describe('the Gemini server', () => {
  it('answers as a stream of events whose lines end with both characters', async () => {
    const response = await stream('echo', hello);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const events = (await response.text()).split('\r\n\r\n');
    expect(events.pop()).toBe('');
    expect(JSON.parse(events.at(-1)?.slice('data: '.length) ?? '')).toMatchObject({
      candidates: [{ finishReason: 'STOP' }],
      usageMetadata: { promptTokenCount: expect.any(Number) as number },
    });
  });

  it.each<readonly [string, object, string]>([
    ['an unknown field', { ...hello, stream: true }, 'Unknown name "stream": Cannot find field.'],
    [
      'an unknown field further in',
      { ...hello, generationConfig: { max_tokens: 1 } },
      `Unknown name "max_tokens" at 'generation_config': Cannot find field.`,
    ],
    ['no contents', { contents: [] }, 'contents'],
    [
      'an empty part',
      { contents: [{ role: 'user', parts: [{}] }] },
      "required oneof field 'data' must have one initialized field",
    ],
    [
      'a call without its response',
      {
        contents: [
          ...hello.contents,
          { role: 'model', parts: [{ functionCall: { name: 'f' } }] },
          { role: 'user', parts: [{ text: 'and?' }] },
        ],
      },
      'number of function response parts is equal',
    ],
    [
      'a response without its call',
      { contents: [{ role: 'user', parts: [{ functionResponse: { name: 'f', response: {} } }] }] },
      'immediately after a function call turn',
    ],
  ])('refuses %s in the API’s words, and records it', async (_name, body, words) => {
    const before = await server.listViolations();
    const response = await stream('echo', body);
    expect(response.status).toBe(400);
    const error = await errorOf(response);
    expect(error).toMatchObject({ code: 400, status: 'INVALID_ARGUMENT' });
    expect(error.message).toContain(words);
    expect(await server.listViolations()).toHaveLength(before.length + 1);
  });

  it.each([
    ['limited', 429, 'RESOURCE_EXHAUSTED'],
    ['forbidden', 403, 'PERMISSION_DENIED'],
    ['missing', 404, 'NOT_FOUND'],
    ['error', 500, 'INTERNAL'],
    ['unavailable', 503, 'UNAVAILABLE'],
    ['nobody', 404, 'NOT_FOUND'],
  ])('plays %s: %i %s', async (model, status, name) => {
    const response = await stream(model, hello);
    expect(response.status).toBe(status);
    expect(await errorOf(response)).toMatchObject({ code: status, status: name });
  });

  it('says how long to wait as the API does', async () => {
    await server.configure({ retryAfterSeconds: 17, limitedTimes: 9 });
    const text = await (await stream('limited', hello)).text();
    expect(text).toContain('"retryDelay":"17s"');
  });

  it('answers scripts first, one for each request', async () => {
    await server.addScript({
      contains: 'hello',
      answers: [
        { kind: 'text', text: 'scripted' },
        { kind: 'tools', calls: [{ name: 'f', arguments: { a: 1 } }] },
      ],
    });
    expect(await (await stream('echo', hello)).text()).toContain('scripted');
    expect(await (await stream('echo', hello)).text()).toContain('"functionCall":{"name":"f"');
    expect(await (await stream('echo', hello)).text()).toContain('echo');
  });

  it('knows nothing else', async () => {
    expect((await post('/models/echo:generateVideo', hello)).status).toBe(404);
  });
});
