import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startModelServer, type ModelServer } from './control.ts';
import { ask, collect } from './test-client.ts';

let server: ModelServer;
beforeEach(async () => {
  server = await startModelServer();
});
afterEach(() => server.stop());

const stream = { stream: true };

describe('things that go wrong', () => {
  it('hangs until released', async () => {
    const answer = ask(server, 'hang', 'x').catch((error: unknown) => error);
    await server.waitForRequests({ match: { model: 'hang' } });
    expect((await server.getTotals()).open).toBe(1);
    expect(await server.releaseHangs()).toEqual({ releasedCount: 1 });
    expect(await answer).toBeInstanceOf(TypeError);
  });

  it('sends the beginning and then nothing', async () => {
    const response = await ask(server, 'stall', 'a text of some length', stream);
    const reading = collect(response);
    const [request] = await server.waitForRequests({ match: { model: 'stall' } });
    expect(request?.outcome).toBe('pending');
    await server.releaseHangs();
    const { content, hasDone, error } = await reading;
    expect('echo: a text of some length'.startsWith(content)).toBe(true);
    expect(hasDone).toBe(false);
    expect(error).not.toBeNull();
  });

  it.each(['x', 'a text of some length'])('cuts the stream in its middle: %s', async (text) => {
    const { content, hasDone, error } = await collect(
      await ask(server, 'half-stream', text, stream),
    );
    expect(content.length).toBeLessThan(`echo: ${text}`.length);
    expect(hasDone).toBe(false);
    expect(error).not.toBeNull();
    await server.waitForRequests({ match: { outcome: 'cut' } });
  });

  it('cuts an answer that is not streamed, too', async () => {
    const response = await ask(server, 'half-stream', 'x');
    await expect(response.json()).rejects.toThrow();
  });

  it('answers with a web page and with events that are no JSON', async () => {
    const page = await ask(server, 'html', 'x', stream);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html');
    expect(await page.text()).toContain('<title>');
    const { broken } = await collect(await ask(server, 'malformed', 'some text', stream));
    expect(broken).toHaveLength(1);
  });

  it('limits each text once, with retry-after, then works', async () => {
    const first = await ask(server, 'limited', 'a');
    expect(first.status).toBe(429);
    expect(first.headers.get('retry-after')).toBe('1');
    expect(await first.json()).toMatchObject({ error: { code: 'rate_limit_exceeded' } });
    expect((await ask(server, 'limited', 'a')).status).toBe(200);
    expect((await ask(server, 'limited', 'b')).status).toBe(429);
    await server.configure({ limitedTimes: 3, retryAfterSeconds: 7 });
    const again = await ask(server, 'limited', 'a');
    expect(again.headers.get('retry-after')).toBe('7');
  });

  it('fails', async () => {
    expect((await ask(server, 'error', 'x')).status).toBe(500);
    const long = await ask(server, 'too-long', 'x');
    expect(await long.json()).toMatchObject({ error: { code: 'context_length_exceeded' } });
  });

  it('sees a client that goes away in the middle', async () => {
    const aborter = new AbortController();
    const text = 'model:slow words:1000 wordMs:20';
    const response = await ask(server, 'echo', text, stream, {
      headers: { authorization: `Bearer ${server.apiKey}`, 'content-type': 'application/json' },
      signal: aborter.signal,
    });
    const reading = collect(response);
    aborter.abort();
    await reading;
    const match = { lastUserText: text, outcome: 'cancelled' as const };
    const [request] = await server.waitForRequests({ match });
    expect(request?.chunksSent).toBeLessThan(1000);
    expect((await server.getTotals()).cancelled).toBe(1);
  });
});

describe('records and scripts', () => {
  it('counts how often a model was asked the same', async () => {
    for (const text of ['a', 'b', 'a']) await ask(server, 'instant', text);
    expect(await server.countRequests('a')).toBe(2);
    expect(await server.countRequests('c')).toBe(0);
    const [first] = await server.listRequests({ match: { lastUserText: 'b' } });
    expect(first).toMatchObject({ model: 'instant', outcome: 'finished', status: 200 });
    expect(first?.body).toMatchObject({ messages: [{ role: 'user', content: 'b' }] });
  });

  it('plays scripts in order, each answer once', async () => {
    await server.addScript({
      contains: 'plan',
      answers: [
        {
          kind: 'tools',
          calls: [{ name: 'clock', arguments: { zone: 'utc' } }],
          text: 'Let me see',
        },
        { kind: 'text', text: 'It is noon.' },
        { kind: 'error', status: 503, code: 'overloaded' },
        { kind: 'behaviour', behaviour: 'instant' },
      ],
    });
    const asked = async () => {
      const response = await ask(server, 'echo', 'my plan');
      return `${response.status} ${await response.text()}`;
    };
    expect(await (await ask(server, 'echo', 'other')).text()).toContain('echo: other');
    expect(await asked()).toMatch(/^200 .*Let me see.*"clock"/);
    expect(await asked()).toContain('It is noon.');
    expect(await asked()).toMatch(/^503 .*overloaded/);
    expect(await asked()).toContain('"content":"ok"');
    expect(await asked()).toContain('echo: my plan');
  });

  it('records nothing when told so', async () => {
    await server.configure({ isLogging: false });
    await ask(server, 'instant', 'quiet');
    expect(await server.listRequests()).toEqual([]);
    expect(await server.countRequests('quiet')).toBe(0);
    expect(await server.getTotals()).toMatchObject({ requests: 1, finished: 1, open: 0 });
  });
});
