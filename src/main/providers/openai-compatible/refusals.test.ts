import { describe, expect, it } from 'vitest';
import { createDrivenClock } from '../../platform/driven-clock.ts';
import { joinText } from '../contract-suite.ts';
import type { ModelEvent } from '../provider.ts';
import { hello, startOpenAiBench, stop } from '../testing/openai-bench.ts';
import { makeRequest } from '../testing/provider-fixtures.ts';
import { doneMark, sendStream, type Script } from '../testing/scripted-server.ts';

describe('a server that refuses', () => {
  const refuse =
    (status: number, body: unknown, headers = {}): Script =>
    ({ response }) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };

  it.each([
    [400, { error: { message: 'bad tools' } }, 'PROVIDER_REQUEST_INVALID'],
    [400, { error: { message: 'prompt is too long: 9 tokens > 8' } }, 'PROVIDER_CONTEXT_TOO_LONG'],
    [
      413,
      { error: { message: 'x', type: 'exceed_context_size_error' } },
      'PROVIDER_CONTEXT_TOO_LONG',
    ],
    [422, { detail: [{ loc: ['body'] }] }, 'PROVIDER_REQUEST_INVALID'],
    [401, 'no', 'PROVIDER_KEY_REFUSED'],
    [402, { error: 'pay first' }, 'PROVIDER_QUOTA_SPENT'],
    [403, { message: 'not in your country' }, 'PROVIDER_ACCESS_REFUSED'],
    [404, { error: { message: 'The model `x` does not exist' } }, 'PROVIDER_MODEL_MISSING'],
    [404, '<h1>Not Found</h1>', 'PROVIDER_ENDPOINT_MISSING'],
    [405, '', 'PROVIDER_ENDPOINT_MISSING'],
    [429, { error: { code: 'insufficient_quota' } }, 'PROVIDER_QUOTA_SPENT'],
    [429, {}, 'PROVIDER_LIMITED'],
    [500, '<html>oops</html>', 'PROVIDER_FAILED'],
    [529, { error: { message: 'overloaded' } }, 'PROVIDER_FAILED'],
    [301, '', 'PROVIDER_REDIRECTED'],
  ])('%i %j: %s', async (status, body, code) => {
    const { fail } = await startOpenAiBench(refuse(status, body));
    expect(await fail()).toMatchObject({ code, values: { status } });
  });

  it('never has its key or a part of it repeated', async () => {
    const apiKey = 'abc-secret-0815-xyz';
    const message = `the key ${apiKey} is not allowed; Bearer ${apiKey}, sk-proj-abcdefgh**** neither`;
    const { fail } = await startOpenAiBench(refuse(403, { error: { message } }), { apiKey });
    const shown = String(await fail());
    expect(shown).not.toContain('secret');
    expect(shown).not.toContain('abcdefgh');
    expect(shown).toContain('is not allowed');
  });

  it('is not asked again when it wants a long pause, and the pause is told', async () => {
    const { fail, server } = await startOpenAiBench(refuse(429, {}, { 'retry-after': '3600' }), {
      retries: 3,
    });
    expect(await fail()).toMatchObject({ code: 'PROVIDER_LIMITED', retryAfterMs: 3_600_000 });
    expect(server.bodies).toHaveLength(1);
  });

  it('is asked again at the date it names', async () => {
    const clock = createDrivenClock(Date.UTC(2026, 0, 1));
    const { stream } = await startOpenAiBench(
      ({ response, count }) => {
        if (count > 1) sendStream(response, ...hello, stop, doneMark);
        else response.writeHead(503, { 'retry-after': 'Thu, 01 Jan 2026 00:00:07 GMT' });
        response.end();
      },
      { retries: 1 },
      { clock },
    );
    const events: ModelEvent[] = [];
    for await (const event of stream()) {
      events.push(event);
      if (event.type === 'retry') void clock.advance(event.delayMs);
    }
    expect(events[0]).toMatchObject({ type: 'retry', attempt: 1, delayMs: 7_000 });
    expect(joinText(events)).toBe('Hello');
  });

  it('is asked no more often than configured', async () => {
    const { fail, server } = await startOpenAiBench(refuse(500, {}), { retries: 3 });
    expect(await fail()).toMatchObject({ code: 'PROVIDER_FAILED' });
    expect(server.bodies).toHaveLength(4);
  });

  it('gets the request in the dialect it knows, also the next time', async () => {
    const { ask, server } = await startOpenAiBench(({ response, body }) => {
      const foreign = ['stream_options', 'max_tokens', 'temperature'].find((key) => key in body);
      if (foreign === undefined) sendStream(response, ...hello, stop, doneMark);
      else {
        response.writeHead(400, { 'content-type': 'application/json' });
        response.write(
          JSON.stringify({ error: { message: `Unsupported parameter: '${foreign}'` } }),
        );
      }
      response.end();
    });
    const request = makeRequest('hello', { temperature: 0.5 });
    expect(joinText(await ask(request))).toBe('Hello');
    expect(server.bodies).toHaveLength(4);
    expect(server.bodies[3]).toHaveProperty('max_completion_tokens', 256);
    await ask(request);
    expect(server.bodies).toHaveLength(5);
  });
});
