import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMessagesServer, type MessagesServer } from '../servers/anthropic/control.ts';
import { startResponsesServer, type ResponsesServer } from '../servers/openai-responses/control.ts';
import { textOf, type Client } from '../support/client.ts';
import { createScene, type Scene } from '../support/scene.ts';

let scene: Scene;
let client: Client;
let responses: ResponsesServer;
let messages: MessagesServer;

beforeAll(async () => {
  [responses, messages] = await Promise.all([startResponsesServer(), startMessagesServer()]);
  scene = await createScene();
  client = await scene.connect();
  const tools = ['calculate'];
  const reach = (api: string, { baseUrl, apiKey }: { baseUrl: string; apiKey: string }) => {
    return { api, baseUrl, apiKey, retries: 0 };
  };
  const config = {
    agents: {
      gpt: { model: 'gpt/gpt-5', thinking: 'high', tools, default: true },
      claude: { model: 'claude/claude-sonnet-4-6', thinking: 'high', tools },
      both: { model: 'claude/unavailable', fallbacks: ['gpt/echo'], tools },
      chat: { model: 'chat/tool', tools },
    },
    models: {
      providers: {
        gpt: reach('openai', responses),
        claude: reach('anthropic', messages),
        chat: { ...reach('openai', scene.model), endpoint: 'chat' },
      },
    },
  };
  await scene.saveConfig(scene.configText({ config }));
  await client.event('config.changed', ({ changedPaths }) => changedPaths.length > 0);
});
afterAll(async () => {
  await scene.dispose();
  await Promise.all([responses.stop(), messages.stop()]);
});

describe.each([
  ['gpt', () => responses],
  ['claude', () => messages],
])('the agent %s, asked by the SDK of its vendor', (agent, getServer) => {
  const question = 'model:think-tool tool:calculate args:{"expression":"6*7"} please';

  it('thinks, uses a tool and goes on with the thought it had', async () => {
    const end = await client.ask(question, { sessionKey: `agent:${agent}:main` });
    expect(end.state).toBe('final');
    expect(textOf(end.message)).toMatch(/^tool said: .*42/);
    const requests = await getServer().listRequests({ match: { lastUserText: question } });
    expect(requests).toHaveLength(2);
    expect(JSON.stringify(requests[1]?.body)).toMatch(/"type":"(?:reasoning|thinking)"/);
    expect(await getServer().listViolations()).toEqual([]);
  });

  it('says of a refused answer that it was refused', async () => {
    const end = await client.ask('model:refuse', { sessionKey: `agent:${agent}:main` });
    expect(end).toMatchObject({ state: 'final', stopReason: 'refusal' });
  });

  it('never takes a truncated stream for an answer', async () => {
    const end = await client.ask('model:cut-short with some words', {
      sessionKey: `agent:${agent}:cut`,
    });
    expect(end.state).toBe('error');
    expect(end.message?.error).toMatchObject({ code: 'PROVIDER_ANSWER_CUT' });
  });

  it('ends the request at once when it is aborted', async () => {
    const sessionKey = `agent:${agent}:abort`;
    const text = 'model:slow words:500 wordMs:20';
    const asked = client.ask(text, { sessionKey });
    await getServer().waitForRequests({ match: { lastUserText: text } });
    await client.request('chat.abort', { sessionKey });
    expect((await asked).state).toBe('aborted');
    const match = { lastUserText: text, outcome: 'cancelled' as const };
    expect(await getServer().waitForRequests({ match })).toHaveLength(1);
  });
});

describe('families of models side by side', () => {
  it('go on with the next one when the first is overloaded', async () => {
    const end = await client.ask('anybody', { sessionKey: 'agent:both:main' });
    expect(textOf(end.message)).toBe('echo: anybody');
  });

  it('speak chat completions where the config says so', async () => {
    const text = 'tool:calculate args:{"expression":"6*7"}';
    const end = await client.ask(text, { sessionKey: 'agent:chat:main' });
    expect(textOf(end.message)).toMatch(/^tool said: .*42/);
    expect(await scene.model.listViolations()).toEqual([]);
  });

  it('are listed with what their servers offer', async () => {
    const { models } = await client.request('models.list', {});
    const ids = models.map(({ id }) => id);
    expect(ids).toContain('gpt/think-tool');
    expect(ids).toContain('claude/think-tool');
    expect(ids).not.toContain('claude/gone');
  });
});
