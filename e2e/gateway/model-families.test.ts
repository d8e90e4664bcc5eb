import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGoogleServer, type GoogleServer } from '../servers/google/control.ts';
import { startOllamaServer, type OllamaServer } from '../servers/ollama/control.ts';
import { textOf, type Client } from '../support/client.ts';
import { runCli } from '../support/run-cli.ts';
import { createScene, type Scene } from '../support/scene.ts';

/** Gemini and Ollama from the configuration to the answer, over real sockets and real libraries. */
let scene: Scene;
let client: Client;
let google: GoogleServer;
let ollama: OllamaServer;

const gemini = 'gemini-3-flash-preview';
const tools = ['calculate'];

beforeAll(async () => {
  [google, ollama] = await Promise.all([startGoogleServer(), startOllamaServer()]);
  scene = await createScene({
    config: {
      agents: {
        assistant: { model: 'test/echo', default: true },
        gemini: { model: `google/${gemini}`, tools, thinking: 'low', temperature: 0.2 },
        local: { model: 'ollama/llama3.2:3b', tools },
        limited: { model: 'google/limited', tools: [] },
        missing: { model: 'ollama/mistral:7b', tools: [] },
      },
      models: {
        providers: {
          test: { api: 'offline', models: ['echo'] },
          google: { api: 'google', baseUrl: google.baseUrl, apiKey: google.apiKey },
          ollama: { api: 'ollama', baseUrl: ollama.baseUrl },
        },
      },
    },
  });
  client = await scene.connect();
});
afterAll(async () => {
  await scene.dispose();
  const violations = [await google.listViolations(), await ollama.listViolations()];
  await Promise.all([google.stop(), ollama.stop()]);
  expect(violations).toEqual([[], []]);
});

const ask = (agent: string, text: string, name = 'main') =>
  client.ask(text, { sessionKey: `agent:${agent}:${name}` });
const cli = (line: string) => runCli(line.split(' '), { stateDir: scene.stateDir });

describe.each([
  ['gemini', () => google],
  ['local', () => ollama],
])('an agent with a model of %s', (agent, server) => {
  it('answers', async () => {
    const end = await ask(agent, 'hello');
    expect(end.state).toBe('final');
    expect(textOf(end.message)).toBe('echo: hello');
  });

  it('calculates with a tool and goes on with the result, also in the next turn', async () => {
    const text = 'model:tool tool:calculate args:{"expression":"6*7"}';
    const end = await ask(agent, text, 'tool');
    expect(textOf(end.message)).toContain('42');
    // The calls and signatures of this turn are history now, and the server checks them again.
    expect(textOf((await ask(agent, 'and now', 'tool')).message)).toBe('echo: and now');
    const requests = await server().listRequests({ match: { lastUserText: text } });
    expect(requests).toHaveLength(2);
    if (agent !== 'gemini') return;
    // What Gemini signed was kept with the conversation, and comes back as it was.
    const [later] = await server().listRequests({ match: { lastUserText: 'and now' } });
    for (const request of [requests[1], later]) {
      expect(JSON.stringify(request?.body)).toContain('"thoughtSignature":"sig');
      expect(JSON.stringify(request?.body)).not.toContain('skip_thought');
    }
  });

  it('is told how to think and how freely to answer, where the agent says so', async () => {
    if (agent !== 'gemini') return;
    await ask(agent, 'how do you think', 'settings');
    const [request] = await server().listRequests({ match: { lastUserText: 'how do you think' } });
    expect(request?.body).toMatchObject({
      generationConfig: { temperature: 0.2, thinkingConfig: { thinkingLevel: 'LOW' } },
    });
  });

  it('shows several tools called at once', async () => {
    const end = await ask(agent, 'model:tools args:{"expression":"1+1"}', 'parallel');
    expect(textOf(end.message)).toContain('2');
  });

  it('is ended from outside in the middle of an answer', async () => {
    const sessionKey = `agent:${agent}:abort`;
    const text = 'model:slow words:500 wordMs:20';
    const answer = client.ask(text, { sessionKey });
    await server().waitForRequests({ match: { lastUserText: text } });
    await client.request('chat.abort', { sessionKey });
    expect((await answer).state).toBe('aborted');
    const match = { lastUserText: text, outcome: 'cancelled' as const };
    expect(await server().waitForRequests({ match })).toHaveLength(1);
  });
});

describe('models.list', () => {
  it('shows what the servers have, with what it takes and can', async () => {
    const { models } = await client.request('models.list', { refresh: true });
    const find = (id: string) => models.find((model) => model.id === id);
    expect(find(`google/${gemini}`)).toMatchObject({
      contextWindow: 1_048_576,
      supportsTools: true,
      reasoning: true,
      input: ['text', 'image'],
    });
    expect(find('ollama/gemma3:4b')).toMatchObject({
      contextWindow: 131_072,
      supportsTools: false,
      input: ['text', 'image'],
    });
  });
});

describe('a model that is not there', () => {
  it('is named with the command that gets it', async () => {
    const end = await ask('missing', 'hello');
    expect(end.message?.error).toMatchObject({
      code: 'PROVIDER_MODEL_NOT_PULLED',
      hint: 'Run: ollama pull mistral:7b',
    });
  });
});

describe('a provider that wants to be left alone', () => {
  it('is shown so, by the gateway and on the command line, and asked again when cleared', async () => {
    await google.configure({ retryAfterSeconds: 120, limitedTimes: 1 });
    const first = await ask('limited', 'too much');
    expect(first.message?.error).toMatchObject({ code: 'PROVIDER_LIMITED' });
    const second = await ask('limited', 'too much');
    expect(second.message?.error).toMatchObject({ code: 'PROVIDER_COOLING_DOWN' });
    const asked = await google.listRequests({ match: { model: 'limited' } });
    expect(asked).toHaveLength(1);

    const { providers } = await client.request('models.health', {});
    expect(providers.find(({ id }) => id === 'google')).toMatchObject({
      api: 'google',
      state: 'cooldown',
      error: { code: 'PROVIDER_LIMITED' },
      cooldowns: [{ model: 'limited', until: expect.any(Number) as number }],
    });
    const shown = await cli('models health');
    expect(shown.out).toMatch(/google .*paused/);
    expect(shown.out).toMatch(/limited .*min|limited .*s/);
    const listed = await cli('models list');
    expect(listed.out).toMatch(/google\/limited .*no .*paused/);

    const cleared = await cli('models clear google');
    expect([cleared.code, cleared.out]).toEqual([
      0,
      expect.stringContaining('One pause') as string,
    ]);
    const third = await ask('limited', 'too much');
    expect(textOf(third.message)).toBe('echo: too much');
    const wrong = await cli('models clear nobody');
    expect([wrong.code === 0, wrong.err]).toEqual([
      false,
      expect.stringContaining('no provider "nobody"') as string,
    ]);
  });
});
