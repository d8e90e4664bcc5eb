import { describe, expect, it } from 'vitest';
import { startOpenAiBench, hello, stop } from '../testing/openai-bench.ts';
import { makeRequest } from '../testing/provider-fixtures.ts';
import { doneMark, sendStream, type Script } from '../testing/scripted-server.ts';
import { createDialect } from './dialect.ts';
import { writeRequestBody } from './request-body.ts';

const write = (more: Parameters<typeof makeRequest>[1]): Record<string, unknown> =>
  JSON.parse(writeRequestBody(makeRequest('look', more), createDialect())) as never;
const image = { mimeType: 'image/png', data: 'aGVsbG8=' };
const picture = { type: 'image_url', image_url: { url: 'data:image/png;base64,aGVsbG8=' } };

describe('the body of a request', () => {
  it('holds pictures as data URLs, and plain text where there are none', () => {
    const { messages } = write({
      system: '',
      messages: [
        { role: 'user', text: 'look', images: [image] },
        { role: 'assistant', text: 'I see.', toolCalls: [] },
        { role: 'user', text: 'and now?' },
      ],
    });
    expect(messages).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'look' }, picture] },
      { role: 'assistant', content: 'I see.' },
      { role: 'user', content: 'and now?' },
    ]);
  });

  it('tells of pictures no model takes', () => {
    const { messages } = write({
      system: '',
      messages: [{ role: 'user', text: 'look', images: [{ mimeType: 'image/tiff', data: 'x' }] }],
    });
    expect(messages).toEqual([
      { role: 'user', content: expect.stringContaining('image/tiff') as string },
    ]);
  });

  it('brings pictures of results after the last one, and marks errors', () => {
    const calls = ['a', 'b'].map((id) => ({ id, name: 'snap', arguments: {} }));
    const { messages } = write({
      system: '',
      messages: [
        { role: 'user', text: 'snap' },
        { role: 'assistant', text: '', toolCalls: calls },
        { role: 'tool', callId: 'a', name: 'snap', text: 'done', images: [image] },
        { role: 'tool', callId: 'b', name: 'snap', text: 'no camera', isError: true },
      ],
    });
    expect((messages as unknown[]).slice(2)).toEqual([
      { role: 'tool', tool_call_id: 'a', content: 'done' },
      { role: 'tool', tool_call_id: 'b', content: 'Error: no camera' },
      { role: 'user', content: [{ type: 'text', text: '[pictures of the results]' }, picture] },
    ]);
  });

  it.each([
    [undefined, undefined],
    ['off', 'none'],
    ['low', 'low'],
    ['high', 'high'],
  ] as const)('writes thinking %s as effort %s', (thinking, effort) => {
    expect(write({ thinking })['reasoning_effort']).toBe(effort);
  });
});

describe('a server that refuses an effort', () => {
  const script: Script = ({ response, body }) => {
    if ('reasoning_effort' in body) {
      const message = 'Unrecognized request argument supplied: reasoning_effort';
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message } }));
      return;
    }
    sendStream(response, ...hello, stop, doneMark);
    response.end();
  };

  it('is asked again without it, and remembered for that model only', async () => {
    const { ask, server } = await startOpenAiBench(script);
    const think = (model: string) => ask(makeRequest('hm', { model, thinking: 'high' }));
    await think('a');
    await think('a');
    await think('b');
    const seen = server.bodies.map((body) => [body['model'], body['reasoning_effort']]);
    expect(seen).toEqual([
      ['a', 'high'],
      ['a', undefined],
      ['a', undefined],
      ['b', 'high'],
      ['b', undefined],
    ]);
  });
});

describe('embeddings', () => {
  const signal = new AbortController().signal;
  const answer =
    (value: unknown, status = 200): Script =>
    ({ response }) =>
      void response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(JSON.stringify(value));

  it('come in the order of the texts, counted by the server', async () => {
    const data = [
      { index: 1, embedding: [0, 1] },
      { index: 0, embedding: [1, 0] },
    ];
    const { provider, server, heard } = await startOpenAiBench(
      answer({ data, usage: { prompt_tokens: 7, total_tokens: 7 } }),
    );
    const { vectors, inputTokens } = await provider.embed!('small', ['a', 'b'], signal);
    expect(vectors.map((vector) => [...vector])).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(inputTokens).toBe(7);
    expect(server.bodies).toEqual([
      { model: 'small', input: ['a', 'b'], encoding_format: 'float' },
    ]);
    expect(heard.worked).toEqual(['small']);
  });

  it.each([
    [{ data: [] }, 200, 'PROVIDER_ANSWER_MALFORMED'],
    [{ data: [{ embedding: 'x' }] }, 200, 'PROVIDER_ANSWER_MALFORMED'],
    [{ error: { message: 'The model does not exist' } }, 404, 'PROVIDER_MODEL_MISSING'],
    [{ error: { message: 'slow down' } }, 429, 'PROVIDER_LIMITED'],
  ])('fail with an error of the registry: %j, %i', async (value, status, code) => {
    const { provider, heard } = await startOpenAiBench(answer(value, status));
    const error: unknown = await provider.embed!('small', ['a'], signal).catch((e: unknown) => e);
    expect(error).toMatchObject({ code });
    expect(heard.failed).toEqual([error]);
  });
});
