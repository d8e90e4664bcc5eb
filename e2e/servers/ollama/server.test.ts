import { Ollama } from 'ollama/browser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOllamaServer, type OllamaServer } from './control.ts';

let server: OllamaServer;
beforeAll(async () => {
  server = await startOllamaServer();
});
afterAll(() => server.stop());

const chat = (body: object) =>
  fetch(`${server.baseUrl}/api/chat`, { method: 'POST', body: JSON.stringify(body) });
const hello = [{ role: 'user', content: 'hello' }];

describe('the Ollama server', () => {
  it('answers the library as it is', async () => {
    const ollama = new Ollama({ host: server.baseUrl });
    let text = '';
    for await (const line of await ollama.chat({ model: 'echo', messages: hello, stream: true })) {
      text += line.message.content;
    }
    expect(text).toBe('echo: hello');
    const { models } = await ollama.list();
    expect(models.map(({ name }) => name)).toContain('llama3.2:3b');
    const shown = await ollama.show({ model: 'gemma3:4b' });
    expect(shown.capabilities).toEqual(['completion', 'vision']);
  });

  it.each<readonly [string, object, string]>([
    [
      'an unknown field',
      { model: 'echo', messages: hello, max_tokens: 5 },
      'unknown field "max_tokens"',
    ],
    [
      'an unknown option',
      { model: 'echo', messages: hello, options: { num_tokens: 5 } },
      'unknown field "options.num_tokens"',
    ],
    [
      'a picture that is no base64',
      { model: 'echo', messages: [{ ...hello[0], images: ['/etc/x y'] }] },
      'images',
    ],
  ])('refuses %s, and records it', async (_name, body, words) => {
    const before = await server.listViolations();
    const response = await chat(body);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(words.replaceAll('"', '\\"'));
    expect(await server.listViolations()).toHaveLength(before.length + 1);
  });

  it.each([
    ['nobody', 404, 'not found'],
    ['nomic-embed-text', 400, 'does not support chat'],
    ['error', 500, 'model runner'],
    ['unavailable', 503, 'server busy'],
    ['limited', 429, 'usage limit'],
    ['too-long', 400, 'exceed_context_size_error'],
  ])('plays %s: %i', async (model, status, words) => {
    const response = await chat({ model, messages: hello });
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(words);
  });

  it('refuses what a model cannot do', async () => {
    const tool = {
      type: 'function',
      function: { name: 'f', description: '', parameters: { type: 'object' } },
    };
    const tools = await chat({ model: 'plain', messages: hello, tools: [tool] });
    expect(await tools.text()).toContain('plain:latest does not support tools');
    const think = await chat({ model: 'plain', messages: hello, think: true });
    expect(await think.text()).toContain('does not support thinking');
  });
});
